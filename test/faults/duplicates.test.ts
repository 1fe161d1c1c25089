import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectMails } from '../journeys/support/expect-mails.js';
import { type Journey, startJourney } from '../journeys/support/journey.js';
import { expectKept, expectSettled, expectSound } from '../journeys/support/soundness.js';
import { submit, taskId } from '../journeys/support/steps.js';
import { COUNCIL_APPROVES, COUNCIL_REJECTS } from '../support/contents.js';
import { inLanes } from '../support/lanes.js';

const POSTS = 1_000;
const AT_ONCE = 40;
const KEY = 'a key that is used again and again';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test(`given one decision, when it is posted ${POSTS} times under one key, then it has one effect, and every answer is the same`, async () => {
  const projectId = await submit(journey);
  const council = await taskId(journey, projectId, 'councilApproval', 'GR');
  const url = `/api/tasks/${council}/decide`;

  const answers = await inLanes(AT_ONCE, Array(POSTS).fill(url), async () => {
    const { status, body } = await journey.send('athensHead', 'POST', url, COUNCIL_APPROVES, KEY);
    return JSON.stringify({ status, body });
  });

  expect(answers).toHaveLength(POSTS);
  const [answer, ...others] = new Set(answers);
  expect(others).toEqual([]);
  const { status, body } = JSON.parse(answer ?? '');
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { kind: 'applied', outcome: 'approve', status: 'nsos' },
  });
  await expectSettled(journey);
  expect(await effectsOf(projectId, council)).toEqual({
    intake: [body.commandId],
    decisions: [body.commandId],
    journal: [`command/${body.commandId}`],
  });
  await expectSound(journey, projectId);
  await expectKept(journey);
  await expectMails(journey);

  const other = await journey.send('athensHead', 'POST', url, COUNCIL_REJECTS, KEY);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotencyKeyReused' } });
}, 120_000);

/** What was written of the decisions on a task, everywhere that they are written. */
async function effectsOf(projectId: string, task: string) {
  const { owner } = journey;
  const intake = await owner.selectFrom('intake').select('command_id').where('task_id', '=', task).execute();
  const decisions = await owner.selectFrom('decisions').select('decision_id').where('task_id', '=', task).execute();
  const journal = await owner
    .selectFrom('journal')
    .select('cause')
    .where('project_id', '=', projectId)
    .where('event', '=', 'councilApproved')
    .execute();
  return {
    intake: intake.map((row) => row.command_id),
    decisions: decisions.map((row) => row.decision_id),
    journal: journal.map((row) => row.cause),
  };
}
