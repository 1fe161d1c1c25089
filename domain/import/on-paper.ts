// What an import adds to a command's content: that it was decided before the product, by whom and when.
import type { IntakeFacts } from '../facts.js';
import type { AnswerValues } from '../step.js';
import type { Instant } from '../vocabulary.js';

export interface OnPaper {
  decidedOn: string | null;
  decidedBy: string | null;
  /** True for steps that lie behind the project's stage: nobody is written to about them. */
  quiet: boolean;
  /** Of a label application: when it was received on paper. It decides the period, as a receipt here does. */
  receivedAt?: Instant;
}

type Intake = Pick<IntakeFacts, 'content'> | null;

/** What stands of it in a command's content; null for one that was given here. */
export function onPaper(intake: Intake): OnPaper | null {
  const content = intake?.content as { import?: OnPaper } | null | undefined;
  return content?.import ?? null;
}

/** For the journal: the day of the decision itself. Who took it is a name, and stays with the decision's content. */
export function onPaperDetail(intake: Intake): AnswerValues {
  const said = onPaper(intake);
  return said ? { imported: true, decidedOn: said.decidedOn } : {};
}

/** Whether the step's mails would tell of what is over. */
export function isQuiet(intake: Intake): boolean {
  return onPaper(intake)?.quiet === true;
}
