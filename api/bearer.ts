// Who is calling: the person behind a bearer token. The session cookie of the pages opens no JSON route, so no other site
// can make a browser send a command.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../domain/permissions.js';
import type { Deps } from '../usecases/deps.js';
import { loadActor } from '../usecases/load-actor.js';
import { Problem } from '../usecases/problem.js';
import { accessTokenVerifier } from './access-token.js';
import { actorCache } from './actor-cache.js';
import { issuerKeys } from './issuer-keys.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The person behind the token; null until known, and on routes that need none. */
    actor: Actor | null;
  }
}

const CREDENTIALS = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

export interface BearerOptions {
  issuer: string;
  audience: string;
  requestsPerMinute: number;
}

/**
 * Makes every route of this scope ask for a bearer token and know its actor, before any body is read. One person may send
 * only so many requests a minute, and so may one address with tokens that are no good.
 */
export function requireBearer(scope: FastifyInstance, deps: Deps, options: BearerOptions): void {
  const { issuer, audience, requestsPerMinute: max } = options;
  const subjectOf = accessTokenVerifier({ issuer, audience, keys: issuerKeys(issuer), log: deps.log });
  const actorOfSubject = actorCache(async (subject) => (await loadActor(deps, { issuer, subject })).actor);
  const limitOfPerson = scope.createRateLimit({ max, keyGenerator: (request) => request.actor?.userId ?? '' });
  const limitOfStrangers = scope.createRateLimit({ max, keyGenerator: (request) => request.ip });

  scope.addHook('onRequest', async (request, reply) => {
    try {
      const token = CREDENTIALS.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined) throw new Problem('unauthenticated');
      request.actor = await actorOfSubject(await subjectOf(token));
    } catch (error) {
      await demandWithin(limitOfStrangers(request), reply);
      throw error;
    }
    await demandWithin(limitOfPerson(request), reply);
  });
}

/** The person who calls, on a route that `requireBearer` guards. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) throw new Problem('unauthenticated');
  return request.actor;
}

type LimitAnswer = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

async function demandWithin(asked: Promise<LimitAnswer>, reply: { header(name: string, value: number): unknown }) {
  const limit = await asked;
  if (limit.isAllowed || !limit.isExceeded) return;
  reply.header('retry-after', limit.ttlInSeconds);
  throw new Problem('tooManyRequests', null, { seconds: limit.ttlInSeconds });
}
