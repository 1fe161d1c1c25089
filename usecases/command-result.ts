import type { AnswerValues } from '../domain/step.js';
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
