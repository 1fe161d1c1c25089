import type { Cast, Somebody } from './cast.js';
import type { Example } from './example.js';

/** Who plays, and what they write. */
export interface Players {
  cast: Cast;
  people: readonly Somebody[];
  example: Example;
}
