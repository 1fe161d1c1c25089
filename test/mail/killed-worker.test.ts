import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sendMail } from '../../activities/send-mail.js';
import { claimDueMails } from '../../records/outbox.js';
import { mailDeps } from './support/mail-deps.js';
import { type MailWorld, mailWorld } from './support/mail-world.js';
import { type ScriptedSmtpServer, startSmtpServer } from './support/smtp-server.js';

const LOOP_PROCESS = fileURLToPath(new URL('support/loop-process.js', import.meta.url));

let world: MailWorld;
let smtp: ScriptedSmtpServer;

beforeAll(async () => {
  [world, smtp] = await Promise.all([mailWorld('killed_worker'), startSmtpServer()]);
});
afterAll(async () => {
  await Promise.all([world?.close(), smtp?.close()]);
});

test('a worker killed over a mail costs at most one copy, which has the same Message-ID', async () => {
  const mailId = await world.plan({ template: 'projectSubmitted', to: world.people.founder });
  smtp.script.push('neverAnswers');
  const loop = spawn(process.execPath, [LOOP_PROCESS, world.workerUrl, smtp.url], { stdio: 'ignore' });
  while (smtp.received.length === 0) await sleep(20);

  loop.kill('SIGKILL');
  await once(loop, 'exit');
  expect(await world.mailRow(mailId)).toMatchObject({ status: 'sending', attempts: 1 });

  expect(await claimDueMails(world.worker, { limit: 1, staleSeconds: 300 })).toEqual([]);
  await sleep(1_100);
  const [taken, ...others] = await claimDueMails(world.worker, { limit: 5, staleSeconds: 1 });
  if (!taken) throw new Error('the mail was not taken up again');
  await sendMail(mailDeps(world.worker, smtp.url), taken);

  expect(others).toEqual([]);
  expect(await world.mailRow(mailId)).toMatchObject({ status: 'sent', attempts: 2 });
  const [first, second, ...more] = smtp.received;
  expect(more).toEqual([]);
  expect(second?.raw).toBe(first?.raw);
});
