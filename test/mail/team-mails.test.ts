// Mails about a team name people and repeat what was written: all of it is read when they are sent, by the worker's role.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sendDueMails } from './support/mail-deps.js';
import { type MailWorld, mailWorld } from './support/mail-world.js';
import { type ScriptedSmtpServer, startSmtpServer } from './support/smtp-server.js';

let world: MailWorld;
let smtp: ScriptedSmtpServer;
beforeAll(async () => {
  [world, smtp] = await Promise.all([mailWorld('team_mails'), startSmtpServer()]);
});
afterAll(async () => {
  await Promise.all([world?.close(), smtp?.close()]);
});

test('given a member whom a founder removed, when the mail is sent, then it names the member and the school, and quotes the reason', async () => {
  const { owner, people, projectId } = world;
  const member = await owner
    .selectFrom('project_members')
    .innerJoin('teachers', 'teachers.teacher_id', 'project_members.teacher_id')
    .select(['project_members.teacher_id as teacherId', 'school_id as schoolId'])
    .where('user_id', '=', people.partner)
    .executeTakeFirstOrThrow();
  const commandId = randomUUID();
  await owner
    .insertInto('intake')
    .values({
      command_id: commandId,
      actor_id: people.founder,
      idempotency_key: commandId,
      body_hash: Buffer.alloc(32),
      kind: 'leave',
      subject_kind: 'project',
      project_id: projectId,
      subject_id: projectId,
      content: JSON.stringify({ teacherId: member.teacherId, reason: 'No more time.' }),
      received_at: new Date(),
    })
    .execute();
  const mailId = await world.plan({ template: 'memberLeft', to: people.partner, facts: { ...member, removed: true } });
  await owner
    .updateTable('outbox')
    .set({ cause: `command/${commandId}` })
    .where('mail_id', '=', mailId)
    .execute();

  await sendDueMails(world.worker, smtp.url, {});

  const [received] = smtp.received;
  expect(received?.mail.subject).toMatch(/^Removed from the team, .*20\d\d: /);
  expect(received?.mail.text).toContain('Claire Dubois');
  expect(received?.mail.text).toContain('Collège Jean Moulin');
  expect(received?.mail.text?.match(/No more time\./g)).toHaveLength(1);
});

test('R-1.4.f given a founder in whose place another is, when an NSO is told, then the mail names both', async () => {
  const { owner, people } = world;
  smtp.received.length = 0;
  const teachers = await owner.selectFrom('teachers').select(['teacher_id', 'user_id']).execute();
  const idOf = (userId: string) => teachers.find((teacher) => teacher.user_id === userId)?.teacher_id ?? '';
  const facts = { teacherId: idOf(people.founder), founderId: idOf(people.partner) };
  await world.plan({ template: 'founderSucceeded', to: people.evaluator, facts });

  await sendDueMails(world.worker, smtp.url, {});

  const [received] = smtp.received;
  expect(received?.mail.text).toContain('Ιδρυτής πλέον: Ελένη Παπαδοπούλου');
  expect(received?.mail.text).toContain('Στη θέση: Claire Dubois');
});
