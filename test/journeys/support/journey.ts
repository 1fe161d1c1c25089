// The whole system as processes that can be killed, and people who talk to its API over HTTP.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { compiled } from '../../../local/project-folder.js';
import { type System, startSystem } from '../../../local/system.js';
import { openRecords, type Records } from '../../../records/database.js';
import { migrate } from '../../../records/migrate.js';
import { AUDIENCE, startIssuer } from '../../api/support/issuer.js';
import { type PersonName, type Programme, type ProgrammeOptions, publishProgramme } from '../../support/programme.js';

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer over HTTP has whatever form the test expects.
  body: any;
}

export interface Journey extends Programme {
  system: System;
  owner: Records;
  temporal: Client;
  /** Sends a request as a person. Connections that break are tried again under the same key until `withinMs` is over. */
  send(person: PersonName, method: string, url: string, body?: unknown, key?: string): Promise<Answer>;
  /** The next worker that commits a step whose cause contains this text dies before Temporal hears of it. */
  killWorkerAfter(cause: string): Promise<void>;
  /** Whether the worker that was armed has died. */
  hasKilled(): Promise<boolean>;
  mails(): Promise<{ messageId: string; to: string[]; subject: string; text: string }[]>;
  logs(): Promise<string>;
  close(): Promise<void>;
}

const RETRY_WITHIN_MS = 25_000;

/** Starts everything, with a worker that can be armed. */
export async function startJourney(options: ProgrammeOptions = {}): Promise<Journey> {
  const folder = await mkdtemp(path.join(process.env.TEST_RUN_FOLDER ?? '/tmp', 'journey-'));
  const armedFile = path.join(folder, 'kill-after');
  const issuer = await startIssuer();
  let programme: Programme | undefined;
  const system = await startSystem({
    dataFolder: path.join(folder, 'data'),
    environment: {
      ...process.env,
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: AUDIENCE,
      OIDC_CLIENT_SECRET: 'unused-here',
      LOG_LEVEL: 'debug',
      REQUESTS_PER_MINUTE: '100000',
      MAIL_FIRST_RETRY_SECONDS: '1',
      MAIL_STALE_SECONDS: '5',
      MAIL_SEND_TIMEOUT_MS: '4000',
    },
    processes: [
      {
        name: 'worker',
        kind: 'worker',
        module: compiled('test/journeys/support/killing-worker.js'),
        environment: { KILL_AFTER_FILE: armedFile },
      },
      { name: 'api', kind: 'api', module: compiled('api/main.js') },
    ],
    prepare: async (ownerUrl) => {
      await migrate(ownerUrl);
      const db = openRecords(ownerUrl, { application: 'journey', connections: 2 });
      programme = await publishProgramme(db, options);
      await db.updateTable('users').set({ issuer: issuer.url }).execute();
      await db.destroy();
    },
  });
  if (!programme) throw new Error('the database was not prepared');
  const { people } = programme;
  const owner = openRecords(system.urls.database.owner, { application: 'journey', connections: 3 });
  const connection = Connection.lazy({ address: system.urls.temporal });

  async function send(person: PersonName, method: string, url: string, body?: unknown, key: string = randomUUID()) {
    const until = Date.now() + RETRY_WITHIN_MS;
    for (;;) {
      const authorization = `Bearer ${await issuer.token(people[person].actor.userId)}`;
      const answer = await fetch(`${system.urls.web.replace('localhost', '127.0.0.1')}${url}`, {
        method,
        headers: {
          authorization,
          'idempotency-key': key,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }).catch(() => null);
      // 202 and 5xx say nothing final: the same key asks for the same command again.
      const final = answer !== null && answer.status < 500 && answer.status !== 202;
      if (final || (answer !== null && Date.now() > until)) return { status: answer.status, body: await answer.json() };
      if (Date.now() > until) throw new Error(`no answer to ${method} ${url}`);
      await wait(100);
    }
  }

  return {
    ...programme,
    system,
    owner,
    temporal: new Client({ connection }),
    send,
    killWorkerAfter: (cause) => writeFile(armedFile, cause),
    hasKilled: () =>
      readFile(armedFile).then(
        () => false,
        () => true,
      ),
    mails: async () =>
      (await fetch(`${system.urls.mailbox?.replace('localhost', '127.0.0.1')}/messages`)).json() as never,
    logs: async () => {
      const names = ['api', 'worker', 'temporal', 'postgres', 'mailbox'];
      const texts = names.map((name) =>
        readFile(path.join(system.folder, 'logs', `${name}.log`), 'utf8').catch(() => ''),
      );
      return (await Promise.all(texts)).join('\n');
    },
    close: async () => {
      await owner.destroy();
      await connection.close();
      await system.stop();
      await issuer.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until `probe` gives something, and gives it. Patient: what it waits for is never a matter of timing. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await probe().catch(() => null);
    if (found) return found;
    if (Date.now() > end) throw new Error(`did not happen within ${withinMs / 1000} s: ${what}`);
    await wait(50);
  }
}
