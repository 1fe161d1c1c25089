/**
 * The number under which a person finds a project or an application again, such as `4F2A-91C0`: the end of its id, which
 * is random, while the beginning only tells the time.
 */
export function receiptNumber(id: string): string {
  const end = id.replaceAll('-', '').slice(-8).toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
}
