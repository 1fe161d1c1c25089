// One teacher's application for the National Quality Label, from receipt to award or refusal.
import { setHandler } from '@temporalio/workflow';
import type { LabelStatus } from '../domain/vocabulary.js';
import {
  applyForLabelUpdate,
  decideUpdate,
  editApplicationUpdate,
  type LabelStart,
  labelStateQuery,
  lookSignal,
} from './messages.js';
import { LabelSteps } from './step-loop.js';

/**
 * This workflow alone judges the application's deadline, by the instant of receipt. Submitting starts it; refused at its
 * receipt, it ends, and a later submission starts it anew. What it waits for is published later: it looks every few days,
 * and at once when it is asked to.
 * @returns the status with which it ended; null when the application was refused at its receipt.
 */
export async function qualityLabelWorkflow({ projectId, applicationId }: LabelStart): Promise<LabelStatus | null> {
  const steps = new LabelSteps({ subject: 'label', projectId, subjectId: applicationId });

  const { take, validate: validator } = steps;
  for (const update of [applyForLabelUpdate, editApplicationUpdate, decideUpdate]) {
    setHandler(update, take, { validator });
  }
  setHandler(lookSignal, steps.look);
  setHandler(labelStateQuery, () => steps.state);

  await steps.next(); //                              which period the receipt belongs to
  await steps.during('submitted', 'awaitingPeriod'); // edits until the period's deadline
  await steps.during('frozen'); //                      nothing received later counts
  await steps.during('evaluation'); //                  .p  scores, then award or refusal

  await steps.finish();
  return steps.state?.status ?? null;
}
