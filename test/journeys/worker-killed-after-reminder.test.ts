import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Journey, startJourney, until } from './support/journey.js';
import { expectMails, expectSettled, expectSound } from './support/soundness.js';
import { COUNCIL_APPROVAL, submit, task } from './support/steps.js';

let journey: Journey;
beforeAll(async () => {
  // A day of the programme lasts a real second: the reminder of a task due in ten working days comes within ten seconds.
  journey = await startJourney({ ratio: 86_400 });
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test('given a worker killed between a reminder and its workflow task, when the council decides meanwhile, then the reminder went out once and the decision stands', async () => {
  await journey.killWorkerAfter('/reminder-1');
  const projectId = await submit(journey);
  const council = await task(journey, projectId, 'councilApproval', 'GR');
  await until('the worker died after the reminder was committed', journey.hasKilled, 40_000);

  const decided = await journey.send('athensHead', 'POST', `/api/tasks/${council.task_id}/decide`, COUNCIL_APPROVAL);

  expect(decided).toMatchObject({ status: 200, body: { outcome: 'approve', status: 'nsos' } });
  const reminders = await journey.owner
    .selectFrom('journal')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('event', '=', 'taskReminded')
    .where('cause', 'like', `timer/${council.task_id}/%`)
    .execute();
  expect(reminders).toHaveLength(1);
  await expectSettled(journey);
  await expectSound(journey, projectId);
  await expectMails(journey);
  const reminded = (await journey.mails()).filter((mail) => mail.to.includes(journey.people.athensHead.email));
  expect(new Set(reminded.map((mail) => mail.messageId)).size).toBe(reminded.length);
}, 120_000);
