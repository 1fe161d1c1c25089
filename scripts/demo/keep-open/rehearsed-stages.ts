import { translator } from '../../../messages/translate.js';
import type { LabelApplicationView } from '../../../usecases/label-application-view.js';
import type { TaskSummary } from '../../../usecases/list-tasks.js';
import type { Page } from '../../../usecases/page.js';
import type { Cast, SignedIn } from '../cast.js';
import type { Example } from '../example.js';
import { poll, StoryProblem } from '../poll.js';
import type { Builder } from './builder.js';
import type { Left } from './left.js';

const inEnglish = translator('en');
/** The deadline, and what workflows do at it. */
const WITHIN_MS = 120_000;

/** Leaves what needs a deadline that has passed: an application in evaluation, one rolled over, one awarded. */
export async function leaveRehearsedStages(
  builder: Builder,
  { cast, example }: { cast: Cast; example: Example },
  tell: (left: Left) => void,
): Promise<void> {
  const { greekFounder, frenchFounder, greekEvaluator } = cast;
  const open = await builder.completed(inEnglish('status.label.evaluation'));
  const awarded = await builder.completed(inEnglish('status.label.awarded'));
  const applicationIds: string[] = [];
  for (const projectId of [open, awarded]) {
    const applicationId = await builder.application(greekFounder, projectId, example.application);
    await greekFounder.api.command(`/api/label-applications/${applicationId}/submit`);
    applicationIds.push(applicationId);
  }
  const lateId = await builder.application(frenchFounder, open, example.lateApplication);

  const [openTask, awardedTask] = await Promise.all(
    applicationIds.map(async (applicationId) => {
      await evaluationOpened(greekFounder, applicationId);
      return evaluationTask(greekEvaluator, applicationId);
    }),
  );
  tell({ stage: 'evaluation', page: `/tasks/${openTask}`, signInAs: 'greekEvaluator' });
  await greekEvaluator.api.command(`/api/tasks/${awardedTask}/decide`, example.evaluation);
  tell({ stage: 'awarded', page: `/label-applications/${applicationIds[1]}`, signInAs: 'greekFounder' });
  await frenchFounder.api.command(`/api/label-applications/${lateId}/submit`);
  tell({ stage: 'rolledOver', page: `/label-applications/${lateId}`, signInAs: 'frenchFounder' });
}

async function evaluationOpened(player: SignedIn, applicationId: string): Promise<true> {
  const look = async () => {
    const path = `/api/label-applications/${applicationId}`;
    return (await player.api.get<LabelApplicationView>(path)).status === 'evaluation' || undefined;
  };
  const missing = () => `The evaluation of application ${applicationId} was not opened in time.`;
  return poll(look, { withinMs: WITHIN_MS, everyMs: 500, missing });
}

/** Looks through the evaluator's whole list, page by page. */
async function evaluationTask({ api }: SignedIn, applicationId: string): Promise<string> {
  let cursor = '';
  do {
    const page = await api.get<Page<TaskSummary>>(`/api/tasks?list=group&limit=100${cursor}`);
    const task = page.items.find(({ application }) => application?.applicationId === applicationId);
    if (task) return task.taskId;
    cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
  } while (cursor !== '');
  throw new StoryProblem(`There is no task to evaluate application ${applicationId}.`);
}
