// The API on real parts: its own migrated database, as the API's own role, and a real issuer. Temporal's client is the real
// one; it connects at first use, so tests that send no command need no server.
import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { type ApiDeps, buildApp } from '../../../api/app.js';
import { createLog } from '../../../api/log.js';
import type { Language, Role } from '../../../domain/vocabulary.js';
import { openRecords, type Records } from '../../../records/database.js';
import { connectClient } from '../../../temporal/connection.js';
import { Settlements } from '../../../usecases/settlements.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { AUDIENCE, type Issuer, startIssuer } from './issuer.js';

export interface PersonWishes {
  name?: string;
  language?: Language;
  registeredTeacher?: boolean;
  roles?: { role: Role; nsoId?: string; schoolId?: string }[];
}

export interface RunningApi {
  app: FastifyInstance;
  issuer: Issuer;
  database: TestDatabase;
  /** As the owner of the tables, to prepare and to look. */
  owner: Records;
  /** Every route with its method, such as `get /api/me`. */
  routes(): string[];
  /** What the process logged. */
  logLines(): string[];
  /** A person who can sign in; `subject` is what tokens are made for. */
  person(wishes?: PersonWishes): Promise<{ userId: string; teacherId: string | null; subject: string }>;
  /** Sends a request as somebody; an Idempotency-Key goes along with every POST and PUT. */
  send(subject: string | null, request: InjectOptions): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export interface ApiWishes {
  temporalAddress?: string;
  requestsPerMinute?: number;
  isAccepting?: () => boolean;
}

export async function runningApi(name: string, wishes: ApiWishes = {}): Promise<RunningApi> {
  const [database, issuer, silent] = await Promise.all([testDatabase(`api_${name}`), startIssuer(), startSilence()]);
  const owner = openRecords(database.ownerUrl, { application: 'test', connections: 2 });
  const records = openRecords(database.apiUrl, { application: 'api under test', connections: 4 });
  const temporal = connectClient({ address: wishes.temporalAddress ?? silent.address, namespace: 'default' });
  const lines: string[] = [];
  const deps: ApiDeps = {
    records,
    temporal: temporal.client,
    settlements: new Settlements(records),
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
    config: {
      publicUrl: 'https://approvals.test',
      oidcIssuer: issuer.url,
      oidcAudience: AUDIENCE,
      requestsPerMinute: wishes.requestsPerMinute ?? 100_000,
      trustedProxies: undefined,
    },
    ...(wishes.isAccepting === undefined ? {} : { isAccepting: wishes.isAccepting }),
  };
  const app = buildApp(deps);
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) if (each !== 'HEAD') routes.push(`${each.toLowerCase()} ${url}`);
  });
  await app.ready();

  return {
    app,
    issuer,
    database,
    owner,
    routes: () => [...routes],
    logLines: () => lines,
    person: (personWishes = {}) => insertPerson(owner, issuer.url, personWishes),
    send: async (subject, request) => {
      const token = subject === null ? {} : { authorization: `Bearer ${await issuer.token(subject)}` };
      const key = request.method === 'POST' || request.method === 'PUT' ? { 'idempotency-key': randomUUID() } : {};
      return app.inject({ ...request, headers: { ...token, ...key, ...request.headers } });
    },
    close: async () => {
      await app.close();
      // A call that has not quite ended would be tried again on the closed connection, and throw out of a timer.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await temporal.close();
      await Promise.all([records.destroy(), owner.destroy(), issuer.close(), silent.close()]);
      await database.close();
    },
  };
}

/** A Temporal that takes connections and never says a word: the worst that a caller can meet. */
async function startSilence(): Promise<{ address: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function insertPerson(owner: Records, issuer: string, wishes: PersonWishes) {
  const { name = 'Ελένη Αλεξίου', language = 'en', registeredTeacher = false, roles = [] } = wishes;
  const userId = randomUUID();
  const subject = `subject-${userId}`;
  const teacherId = registeredTeacher ? randomUUID() : null;
  await owner
    .insertInto('users')
    .values({ user_id: userId, issuer, subject, email: `${userId}@school.test`, display_name: name, language })
    .execute();
  if (teacherId !== null) {
    await owner
      .insertInto('teachers')
      .values({ teacher_id: teacherId, user_id: userId, mother_tongues: ['el'] })
      .execute();
  }
  for (const { role, nsoId = null, schoolId = null } of roles) {
    await owner
      .insertInto('user_roles')
      .values({ user_id: userId, role, nso_id: nsoId, school_id: schoolId })
      .execute();
  }
  return { userId, teacherId, subject };
}
