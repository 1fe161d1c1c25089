import type { Part } from '../cast.js';
import type { Words } from '../messages/en.js';

/** A project that was left at a stage, where it is, and who can go on with it. */
export interface Left {
  stage: keyof Words['stages'];
  /** Path of the page. */
  page: string;
  signInAs: Part;
}
