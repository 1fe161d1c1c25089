/** The value below which that share of the values lies (nearest rank); NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Rounded, so that no figure looks more exact than it is. */
export function rounded(value: number, decimals = 2): number {
  return Number(value.toFixed(decimals));
}
