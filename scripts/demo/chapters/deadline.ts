import type { LabelApplicationView } from '../../../usecases/label-application-view.js';
import type { PeriodView } from '../../../usecases/list-periods.js';
import { refused } from '../api.js';
import { demand, poll } from '../poll.js';
import { deadlineOf } from '../rehearsal.js';
import { goOnUntil, type ProjectStage, tellRefusal } from '../stage.js';
import type { Applications } from './applications.js';

const WITHIN_MS = 30_000;

/** At the deadline the last version is frozen; a late edit changes nothing and hears of the next period. */
export async function deadline(stage: ProjectStage, { greekId }: Applications): Promise<void> {
  const { cast, example, mails, rulebook, teller, time, words, who } = stage;
  const { greekFounder, frenchFounder } = cast;
  teller.chapter(words.deadline);
  const path = `/api/label-applications/${greekId}`;
  const read = () => greekFounder.api.get<LabelApplicationView>(path);
  const { closesAt } = await read();
  demand(closesAt !== null, 'The application has no deadline any more.');
  await goOnUntil(stage, deadlineOf(rulebook), time.deadline(closesAt));
  const notYet = () => 'The application can still be changed after its deadline.';
  await poll(async () => !(await read()).editable || undefined, { withinMs: WITHIN_MS, missing: notYet });
  teller.step(words.closed, 'R-3.1.3');

  const edit = greekFounder.api.command(path, { content: example.application }, undefined, 'PUT');
  const problem = await refused(edit, 'An edit after the deadline');
  const { closedAt, nextPeriodId } = problem.values;
  demand(problem.code === 'applicationClosed' && problem.rule === 'R-3.1.4', `It was refused with ${problem.code}.`);
  demand(problem.status === 409 && typeof closedAt === 'string', 'The refusal does not tell the deadline.');
  tellRefusal(stage, words.lateEdit({ who: who('greekFounder') }), problem);
  teller.below(words.nextPeriod({ name: await periodName(stage, String(nextPeriodId)) }));

  await mails.expect({ template: 'labelFrozen', to: [greekFounder] });
  const { version, status } = await read();
  demand(version === 2 && status === 'evaluation', `Version ${version} is ${status} after the deadline.`);
  teller.step(words.frozen({ version }), 'R-3.1.4');
  await mails.expect({ template: 'labelDraftNotSubmitted', to: [frenchFounder] });
  teller.step(words.draftMissed({ who: who('frenchFounder') }), 'R-3.1.5');
}

/** The name of an evaluation period of the rehearsal. */
export async function periodName({ cast, rulebookId, language }: ProjectStage, periodId: string): Promise<string> {
  const path = `/api/periods?rulebookId=${encodeURIComponent(rulebookId)}`;
  const { items } = await cast.greekFounder.api.get<{ items: PeriodView[] }>(path);
  const period = items.find((candidate) => candidate.periodId === periodId);
  demand(period !== undefined, `There is no period ${periodId}.`);
  return period.names[language];
}
