import { refused } from '../api.js';
import type { SignedIn } from '../cast.js';
import { taskOf } from '../mailbox.js';
import { demand } from '../poll.js';
import { type ProjectStage, tellRefusal } from '../stage.js';

const TASK = { template: 'taskOpened', values: { taskKind: 'nsoApproval' } } as const;

/** Two NSOs decide side by side; who may not is turned away, and the first decision counts (R-1.4.f). */
export async function nsos(stage: ProjectStage): Promise<void> {
  const { cast, example, mails, teller, words, who } = stage;
  const { greekEvaluator, otherGreekEvaluator, greekPartner, frenchEvaluator, otherFrenchEvaluator } = cast;
  const { greekFounder, frenchFounder, greekHead } = cast;
  const { GR, FR, rejection } = example.nsoDecisions;
  teller.chapter(words.nsos);
  const [greekMail, , frenchMail] = await mails.expect(
    { ...TASK, to: [greekEvaluator, otherGreekEvaluator] },
    { ...TASK, to: [frenchEvaluator, otherFrenchEvaluator] },
  );
  teller.step(words.tasksOpened, 'R-1.4.f');
  const greekTask = `/api/tasks/${taskOf(greekMail?.text ?? '')}`;
  const frenchTask = `/api/tasks/${taskOf(frenchMail?.text ?? '')}`;

  const turnedAway = async (player: SignedIn, action: string, text: string, content: unknown, code: string) => {
    const asked =
      action === 'claim'
        ? player.api.send('POST', `${greekTask}/claim`)
        : player.api.command(`${greekTask}/${action}`, content);
    const problem = await refused(asked, `${action} by ${player.email}`);
    demand(problem.code === code, `${player.email} was refused with ${problem.code}, not with ${code}.`);
    tellRefusal(stage, text, problem);
  };
  await turnedAway(frenchEvaluator, 'decide', words.notYourNso({ who: who('frenchEvaluator') }), GR, 'notYourNso');
  await turnedAway(greekPartner, 'decide', words.inOwnCase({ who: who('greekPartner') }), GR, 'conflictOfInterest');

  await greekEvaluator.api.send('POST', `${greekTask}/claim`);
  teller.step(words.claimed({ who: who('greekEvaluator') }));
  const claimRefused = words.claimRefused({ who: who('otherGreekEvaluator') });
  await turnedAway(otherGreekEvaluator, 'claim', claimRefused, undefined, 'claimedByAnother');

  const first = await greekEvaluator.api.command(`${greekTask}/decide`, GR);
  demand(first.status === 'nsos', `The project is ${first.status} after one NSO's approval.`);
  teller.step(words.nsoApproved({ who: who('greekEvaluator') }), 'R-1.4.f');
  const secondDecision = words.secondDecision({ who: who('otherGreekEvaluator') });
  await turnedAway(otherGreekEvaluator, 'decide', secondDecision, rejection, 'alreadyDecided');
  await mails.expect({ template: 'nsoApproved', to: [greekFounder, frenchFounder] });

  const second = await frenchEvaluator.api.command(`${frenchTask}/decide`, FR);
  demand(second.status === 'active', `The project is ${second.status} after both NSOs' approval.`);
  teller.step(words.active({ who: who('frenchEvaluator') }), 'R-1.4.f');
  await mails.expect({ template: 'projectActive', to: [greekFounder, frenchFounder, greekHead] });
}
