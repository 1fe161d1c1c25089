import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { MailConfig } from '../../mail/config.js';
import { openRecords, type Records } from '../../records/database.js';
import { runOutboxLoop } from '../../worker/outbox-loop.js';
import { mailDeps } from './support/mail-deps.js';
import { type MailWorld, mailWorld, TITLE } from './support/mail-world.js';
import { type ScriptedSmtpServer, startSmtpServer } from './support/smtp-server.js';

let world: MailWorld;
let smtp: ScriptedSmtpServer;

beforeAll(async () => {
  [world, smtp] = await Promise.all([mailWorld('outbox_loop'), startSmtpServer()]);
});
afterAll(async () => {
  await Promise.all([world?.close(), smtp?.close()]);
});
beforeEach(async () => {
  smtp.received.length = 0;
  smtp.script.length = 0;
  await world.owner.deleteFrom('outbox').execute();
});

const receipt = () => world.plan({ template: 'projectSubmitted', to: world.people.founder });

/** Starts the loop; `stop` ends it and gives back what it logged. */
function startLoop(changes: Partial<MailConfig> = {}, records: Records = world.worker) {
  const lines: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({ write: (chunk, _encoding, done) => done(void lines.push(`${chunk}`)) }),
  );
  const stopping = new AbortController();
  const running = runOutboxLoop(
    { ...mailDeps(records, smtp.url, { firstRetrySeconds: 0, perSecond: 500, ...changes }), log },
    stopping.signal,
  );
  const stop = async () => {
    stopping.abort();
    await running;
    return lines.join('');
  };
  return { stop };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadlineMs) throw new Error('it did not happen within 10 seconds');
    await sleep(20);
  }
}

describe('the loop over the outbox', () => {
  test('sends what is planned while it runs, several mails side by side', async () => {
    for (let count = 0; count < 12; count += 1) await receipt();
    const loop = startLoop();
    await until(() => smtp.received.length === 12);

    await receipt();
    await until(() => smtp.received.length === 13);

    await loop.stop();
    const rows = await world.owner.selectFrom('outbox').select('status').execute();
    expect(rows.every((row) => row.status === 'sent')).toBe(true);
  });

  test('two of them never send a mail twice', async () => {
    for (let count = 0; count < 30; count += 1) await receipt();
    const loops = [startLoop(), startLoop()];

    await until(async () => (await sentCount()) === 30);

    await Promise.all(loops.map((loop) => loop.stop()));
    expect(new Set(smtp.received.map(({ mail }) => mail.messageId)).size).toBe(30);
    expect(smtp.received).toHaveLength(30);
  });

  test('keeps to its rate', async () => {
    for (let count = 0; count < 10; count += 1) await receipt();
    const loop = startLoop({ perSecond: 10, lanes: 2 });

    await until(() => smtp.received.length === 10);

    await loop.stop();
    const times = smtp.received.map((mail) => mail.receivedAtMs);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(700);
  });

  test('goes on when mails fail, and its log names no address and no text', async () => {
    smtp.script.push({ at: 'recipient', code: 550 }, { at: 'connect', code: 421 }, 'closesAfterData');
    for (let count = 0; count < 5; count += 1) await receipt();
    const loop = startLoop({ lanes: 1 });

    await until(async () => (await sentCount()) === 4);

    const log = await loop.stop();
    expect(log).toContain('EENVELOPE RCPT TO 550');
    expect(log).not.toMatch(/canary|@|Ελένη/);
    expect(log).not.toContain(TITLE);
  });

  test('goes on when its connections to the database are cut', async () => {
    const loop = startLoop();
    await receipt();
    await until(() => smtp.received.length === 1);

    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'test worker' and datname = current_database()`.execute(world.owner);
    await receipt();

    await until(() => smtp.received.length === 2);
    await loop.stop();
  });

  test('goes on when the database cannot be reached, and its log names no secret', async () => {
    const away = openRecords('postgres://nobody:secret@127.0.0.1:9/none', { application: 'test', connections: 1 });
    const loop = startLoop({}, away);
    await sleep(200);

    const log = await loop.stop();

    await away.destroy();
    expect(log).toContain('the outbox cannot be read');
    expect(log).not.toContain('secret');
  });

  test('finishes the mail that is on its way before it stops, and begins no other', async () => {
    for (let count = 0; count < 3; count += 1) await receipt();
    smtp.script.push('neverAnswers');
    const loop = startLoop({ lanes: 1, sendTimeoutMs: 500 });
    await until(() => smtp.received.length === 1);

    await loop.stop();

    const rows = await world.owner.selectFrom('outbox').select(['status', 'attempts']).execute();
    expect(rows.map((row) => row.status)).toEqual(['planned', 'planned', 'planned']);
    expect(rows.map((row) => row.attempts).sort()).toEqual([0, 0, 1]);
  });
});

async function sentCount(): Promise<number> {
  const rows = await world.owner.selectFrom('outbox').select('mail_id').where('status', '=', 'sent').execute();
  return rows.length;
}
