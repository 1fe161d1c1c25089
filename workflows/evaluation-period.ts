// The evaluation of one period at one NSO. What each step decides is in domain/period-*.ts.
import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import type { PeriodStatus } from '../domain/vocabulary.js';
import { type PeriodStart, periodStateQuery } from './messages.js';
import { PeriodSteps } from './period-steps.js';

/**
 * Runs from the period's publication until its results are published. It decides on no application: their own workflows do,
 * and this one counts what became of them.
 * @returns the status with which the period ended.
 */
export async function evaluationPeriodWorkflow(start: PeriodStart): Promise<PeriodStatus | null> {
  const steps = new PeriodSteps(start);

  setHandler(periodStateQuery, () => steps.state);

  await steps.begin();
  const isLong = () => workflowInfo().continueAsNewSuggested;
  await steps.during('applications', isLong); // until the period's deadline
  await steps.during('frozen', isLong); //       until its evaluation opens
  await steps.during('evaluation', isLong); //   allocation, digests, escalation; until everything is decided

  if (!steps.state?.ended) await continueAsNew<typeof evaluationPeriodWorkflow>(start);
  return steps.state?.status ?? null;
}
