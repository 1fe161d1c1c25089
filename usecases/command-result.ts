import type { AnswerValues } from '../domain/step.js';
import type { Version } from '../domain/version.js';
import type { Instant, LabelStatus, ProjectStatus } from '../domain/vocabulary.js';

/** What became of a command: applied, or taken in and still on its way (nothing is lost, ask again by its id). */
export type CommandResult =
  | {
      kind: 'applied';
      commandId: string;
      receivedAt: Instant;
      outcome: string;
      values: AnswerValues;
      status: ProjectStatus | LabelStatus | null;
    }
  | { kind: 'pending'; commandId: string; receivedAt: Instant };

/** What was saved without a command: no workflow has to hear of it, and there is nothing to ask for later. */
export interface Saved {
  kind: 'saved';
  version: Version;
  savedAt: Instant;
}
