import type { LabelApplicationView } from '../../../usecases/label-application-view.js';
import { demand } from '../poll.js';
import type { ProjectStage } from '../stage.js';
import type { Applications } from './applications.js';
import { periodName } from './deadline.js';

/** What comes after the deadline is examined in the next period, and can be changed until that one's deadline. */
export async function rollover(stage: ProjectStage, { frenchId }: Applications): Promise<void> {
  const { cast, mails, teller, time, words, who } = stage;
  const { frenchFounder } = cast;
  teller.chapter(words.rollover);
  const path = `/api/label-applications/${frenchId}`;
  const late = await frenchFounder.api.command(`${path}/submit`);
  demand(late.outcome === 'rolledOver', `The late application was answered with ${late.outcome}.`);
  const { rolledOver, periodId, editable } = await frenchFounder.api.get<LabelApplicationView>(path);
  demand(rolledOver?.rule === 'R-3.1.5' && periodId !== null, 'The late application does not say why it was moved.');
  demand(periodId !== rolledOver.fromPeriodId, 'The late application is still in the period that it missed.');
  teller.step(words.rolledOver({ who: who('frenchFounder') }), 'R-3.1.5');
  const received = time.format(rolledOver.receivedAt);
  const closed = time.deadline(rolledOver.closedAt);
  teller.below(words.rolledOverWhy({ received, closed, period: await periodName(stage, periodId) }));
  demand(editable, 'The late application cannot be changed.');
  teller.step(words.stillEditable, 'R-3.1.5');
  await mails.expect({ template: 'labelRolledOver', to: [frenchFounder] });
}
