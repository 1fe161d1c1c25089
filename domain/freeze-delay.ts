// Spreads the workflows' own timers after a deadline. Pure arithmetic: workflow code imports this file.

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * How long after a deadline the workflow with this id freezes: at least 0, less than the spread, and always the same for
 * the same id. A spread of 0 is no delay.
 * @throws RangeError when the spread is negative or not finite
 */
export function freezeDelayMs(id: string, spreadMinutes: number): number {
  if (!Number.isFinite(spreadMinutes) || spreadMinutes < 0) throw new RangeError(`not a spread: ${spreadMinutes}`);
  const spreadMs = Math.floor(spreadMinutes * 60_000);
  return spreadMs === 0 ? 0 : hashOf(id) % spreadMs;
}

/** FNV-1a with a final mix, without which ids that differ in their last letter stay neighbours. */
function hashOf(id: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
