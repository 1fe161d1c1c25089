import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectMails } from '../journeys/support/expect-mails.js';
import { type Journey, startJourney } from '../journeys/support/journey.js';
import { expectKept, expectSettled, expectSound } from '../journeys/support/soundness.js';
import { decide, submit, taskId } from '../journeys/support/steps.js';
import { APPROVE, COUNCIL_APPROVES, REJECT } from '../support/contents.js';
import { inLanes } from '../support/lanes.js';
import type { PersonName } from '../support/programme.js';

const TASKS = 50;
/** Tasks that are fought for at the same time. */
const AT_ONCE = 5;
/** Nobody of the projects' members: all of them become evaluators of the French NSO. */
const DECIDERS = [
  'frenchEvaluator',
  'greekEvaluator',
  'otherGreekEvaluator',
  'italianEvaluator',
  'patrasHead',
  'greekAdministrator',
  'cssOfficer',
  'systemAdministrator',
] as const satisfies PersonName[];

let journey: Journey;
beforeAll(async () => {
  // Every task has many who are told of it: what they are told is not what takes time here.
  journey = await startJourney({ environment: { MAIL_PER_SECOND: '500', MAIL_LANES: '20' } });
  const [, ...others] = DECIDERS;
  const role = { role: 'evaluator', nso_id: 'FR', school_id: null } as const;
  const rows = others.map((name) => ({ user_id: journey.people[name].actor.userId, ...role }));
  await journey.owner.insertInto('user_roles').values(rows).execute();
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test(`given ${TASKS} tasks, when ${DECIDERS.length} evaluators decide each at once, half of them yes, half no, then one wins, and all the others hear what was decided first`, async () => {
  const prepared = await inLanes(AT_ONCE, Array.from({ length: TASKS }), async (_, index) => {
    const projectId = await submit(journey, { title: `Project ${index}` });
    await decide(journey, 'athensHead', await taskId(journey, projectId, 'councilApproval', 'GR'), COUNCIL_APPROVES);
    return { projectId, task: await taskId(journey, projectId, 'nsoApproval', 'FR') };
  });

  const fights = await inLanes(AT_ONCE, prepared, ({ task }) => fightFor(task));

  for (const [index, { won, lost }] of fights.entries()) {
    expect(won).toHaveLength(1);
    const [first] = won;
    const { commandId, outcome, receivedAt } = first?.body ?? {};
    expect(first).toMatchObject({ status: 200, body: { kind: 'applied' } });
    expect(lost.map(({ status, body }) => [status, body.code, body.values?.outcome, body.values?.at])).toEqual(
      Array(DECIDERS.length - 1).fill([409, 'alreadyDecided', outcome, receivedAt]),
    );
    expect(await decisionsOn(prepared[index]?.task ?? '')).toEqual([{ decision_id: commandId, outcome }]);
  }
  await expectSettled(journey);
  await expectSound(journey, ...prepared.map(({ projectId }) => projectId));
  await expectKept(journey);
  await expectMails(journey);
}, 180_000);

async function fightFor(task: string) {
  const url = `/api/tasks/${task}/decide`;
  const answers = await Promise.all(
    DECIDERS.map((name, index) => journey.send(name, 'POST', url, index % 2 === 0 ? APPROVE : REJECT)),
  );
  return {
    won: answers.filter(({ status }) => status < 300),
    lost: answers.filter(({ status }) => status >= 300),
  };
}

const decisionsOn = (task: string) =>
  journey.owner.selectFrom('decisions').select(['decision_id', 'outcome']).where('task_id', '=', task).execute();
