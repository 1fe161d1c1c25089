import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sendDueMails } from './support/mail-deps.js';
import { type MailWorld, mailWorld } from './support/mail-world.js';
import { type ScriptedSmtpServer, startSmtpServer } from './support/smtp-server.js';

let world: MailWorld;
let smtp: ScriptedSmtpServer;

beforeAll(async () => {
  [world, smtp] = await Promise.all([mailWorld('dropped_mail'), startSmtpServer()]);
});
afterAll(async () => {
  await Promise.all([world?.close(), smtp?.close()]);
});
beforeEach(async () => {
  smtp.received.length = 0;
  await world.owner.deleteFrom('outbox').execute();
});

const TASK_FACTS = { taskKind: 'nsoApproval', dueAt: '2021-12-03T22:00:00.000Z' };
const sendDue = () => sendDueMails(world.worker, smtp.url);

describe('a mail that no longer holds is dropped', () => {
  test.each(['taskOpened', 'taskReminder', 'taskEscalated'] as const)('%s of a closed task', async (template) => {
    const mailId = await world.plan({
      template,
      to: world.people.evaluator,
      taskId: world.taskId,
      facts: TASK_FACTS,
    });
    await setTask('decided');

    await sendDue();

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'dropped', last_error: 'taskClosed', sent_at: null });
    expect(smtp.received).toEqual([]);
    await setTask('open');
  });

  test('but that of an open task goes to those who may do it, and to their administrators', async () => {
    const { evaluator, administrator } = world.people;
    await world.plan({ template: 'taskOpened', to: evaluator, taskId: world.taskId, facts: TASK_FACTS });
    await world.plan({ template: 'taskEscalated', to: administrator, taskId: world.taskId, facts: TASK_FACTS });

    await sendDue();

    expect(smtp.received).toHaveLength(2);
    for (const { mail } of smtp.received) expect(mail.text).toContain(`/tasks/${world.taskId}`);
  });

  test('that about a task for somebody who may not do it any more', async () => {
    const mailId = await world.plan({
      template: 'taskReminder',
      to: world.people.partner,
      taskId: world.taskId,
      facts: TASK_FACTS,
    });

    await sendDue();

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'dropped', last_error: 'recipientNotConcerned' });
  });

  test('that to a person whose account was disabled', async () => {
    const mailId = await world.plan({ template: 'projectSubmitted', to: world.people.founder });
    const disabled = (at: Date | null) =>
      world.owner.updateTable('users').set({ disabled_at: at }).where('user_id', '=', world.people.founder).execute();
    await disabled(new Date());

    await sendDue();

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'dropped', last_error: 'recipientDisabled' });
    await disabled(null);
  });

  test('that about a draft which was submitted since', async () => {
    const { founder } = world.people;
    const teacher = await world.owner
      .selectFrom('teachers')
      .select('teacher_id')
      .where('user_id', '=', founder)
      .executeTakeFirstOrThrow();
    await world.owner
      .insertInto('drafts')
      .values({
        draft_id: randomUUID(),
        kind: 'label',
        project_id: world.projectId,
        owner_id: founder,
        teacher_id: teacher.teacher_id,
        rulebook_id: 'gr-2021-2022',
        content: '{}',
        submitted_at: null,
      })
      .execute();
    const facts = { closedAt: '2022-08-20T21:00:00.000Z', nextPeriodId: 'gr-2021-2022/2023' };
    const sent = await world.plan({ template: 'labelDraftNotSubmitted', to: founder, facts });
    await sendDue();
    await world.owner.updateTable('drafts').set({ submitted_at: new Date() }).execute();
    const dropped = await world.plan({ template: 'labelDraftNotSubmitted', to: founder, facts });
    await sendDue();

    expect((await world.mailRow(sent)).status).toBe('sent');
    expect(smtp.received[0]?.mail.text).toContain('Περίοδος αξιολόγησης 2023');
    expect(await world.mailRow(dropped)).toMatchObject({ status: 'dropped', last_error: 'draftSubmitted' });
  });
});

async function setTask(status: 'open' | 'decided') {
  await world.owner.updateTable('tasks').set({ status }).where('task_id', '=', world.taskId).execute();
}
