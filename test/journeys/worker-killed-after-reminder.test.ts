import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectWorkflowId } from '../../temporal/names.js';
import { COUNCIL_APPROVES } from '../support/contents.js';
import { kindOf } from '../support/histories.js';
import { arrivedOf, expectMails } from './support/expect-mails.js';
import { type Journey, startJourney } from './support/journey.js';
import { expectKept, expectSettled, expectSound } from './support/soundness.js';
import { submit, taskId } from './support/steps.js';
import { until } from './support/until.js';

let journey: Journey;
beforeAll(async () => {
  // A day of the programme lasts a real second: the reminder of a task due in ten working days comes within ten seconds.
  journey = await startJourney({ ratio: 86_400 });
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test('given a worker killed between a reminder and its workflow task, when the council decides meanwhile, then the reminder went out once and the decision stands', async () => {
  const armed = await journey.arm('stepCommitted', 'kill', '/reminder-1');
  const projectId = await submit(journey);
  const council = await taskId(journey, projectId, 'councilApproval', 'GR');
  await until('the worker died after the reminder was committed', armed.isReached);

  const decided = await journey.send('athensHead', 'POST', `/api/tasks/${council}/decide`, COUNCIL_APPROVES);

  expect(decided).toMatchObject({ status: 200, body: { kind: 'applied', outcome: 'approve', status: 'nsos' } });
  const entries = await journey.owner
    .selectFrom('journal')
    .select(['event', 'cause'])
    .where('project_id', '=', projectId)
    .where('cause', 'in', [`timer/${council}/reminder-1`, `command/${decided.body.commandId}`])
    .orderBy('seq')
    .execute();
  expect(entries.map(({ event }) => event)).toEqual(['taskReminded', 'councilApproved']);
  await expectSettled(journey);
  await expectSound(journey, projectId);
  await expectKept(journey);
  await expectMails(journey);
  expect(await arrivedOf(journey, council, 'taskReminder')).toHaveLength(1);
  // What makes the test one: the workflow task under which the reminder was recorded never came to its end.
  const { events } = await journey.temporal.workflow.getHandle(projectWorkflowId(projectId)).fetchHistory();
  expect(events?.map(kindOf)).toContain('workflowTaskTimedOut');
}, 120_000);
