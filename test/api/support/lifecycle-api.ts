// The API with the whole lifecycle behind it: Temporal, a worker, the records, and an issuer who vouches for its people.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { buildApp } from '../../../api/app.js';
import { createLog } from '../../../api/log.js';
import { type Lifecycle, openLifecycle } from '../../support/lifecycle.js';
import type { PersonName, ProgrammeOptions } from '../../support/programme.js';
import { AUDIENCE, startIssuer } from './issuer.js';

export interface LifecycleApi {
  app: FastifyInstance;
  lifecycle: Lifecycle;
  /** Sends a request as one of the programme's people; POST and PUT get a fresh Idempotency-Key unless one is given. */
  as(person: PersonName, request: InjectOptions): Promise<LightMyRequestResponse>;
  logLines(): string[];
  close(): Promise<void>;
}

/** Starts it all, with a worker. `closesInMs` is how long the 2022 period still takes applications. */
export async function lifecycleApi(name: string, options: ProgrammeOptions = {}): Promise<LifecycleApi> {
  const [lifecycle, issuer] = await Promise.all([openLifecycle(name, options), startIssuer()]);
  await lifecycle.owner.updateTable('users').set({ issuer: issuer.url }).execute();
  await lifecycle.startWorker();
  const lines: string[] = [];
  const app = buildApp({
    ...lifecycle.deps,
    log: createLog('debug', { write: (line: string) => void lines.push(line) }),
    config: {
      publicUrl: 'https://approvals.test',
      oidcIssuer: issuer.url,
      oidcAudience: AUDIENCE,
      requestsPerMinute: 100_000,
      trustedProxies: undefined,
    },
  });
  await app.ready();

  return {
    app,
    lifecycle,
    as: async (person, request) => {
      const authorization = `Bearer ${await issuer.token(lifecycle.people[person].actor.userId)}`;
      const key = request.method === undefined || request.method === 'GET' ? {} : { 'idempotency-key': randomUUID() };
      return app.inject({ ...request, headers: { authorization, ...key, ...request.headers } });
    },
    logLines: () => lines,
    close: async () => {
      await app.close();
      await lifecycle.close();
      await issuer.close();
    },
  };
}
