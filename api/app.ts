// The HTTP side of the product, ready to listen or to be tested: rules for every request, documentation, JSON routes, pages.
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync, fastify } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { Deps } from '../usecases/deps.js';
import { Problem } from '../usecases/problem.js';
import { requireBearer } from './bearer.js';
import { answerBrokenRequest } from './broken-request.js';
import type { ApiConfig } from './config.js';
import { documentation } from './documentation.js';
import { takeJsonOnly } from './json-body.js';
import { RequestLog } from './log.js';
import { sendProblem } from './problem-details.js';
import { healthRoutes } from './routes/health.js';
import { apiRoutes } from './routes/index.js';
import { securityHeaders } from './security-headers.js';
import { validatorCompiler } from './validation.js';

const BODY_LIMIT_BYTES = 64 * 1024;
/** With the check every second, who sends slowly is cut off within 15 seconds. */
const REQUEST_TIMEOUT_MS = 14_000;
const HEADERS_TIMEOUT_MS = 10_000;
const TIMEOUT_CHECK_MS = 1_000;
/** Longer than a command may take to be answered with 202. */
const IDLE_TIMEOUT_MS = 30_000;
const MAXIMUM_PARAMETER_LENGTH = 100;

export interface ApiDeps extends Deps {
  config: Pick<ApiConfig, 'publicUrl' | 'oidcIssuer' | 'oidcAudience' | 'requestsPerMinute' | 'trustedProxies'>;
  /** False while the process closes. */
  isAccepting?: () => boolean;
  /** The pages of web/, mounted at the root. They answer, in their own way, their own errors and what is found nowhere. */
  pages?: FastifyPluginAsync;
}

/** Builds the application; `app.listen` or `app.inject` starts it, `app.close` ends it. It opens and closes no dependency. */
export function buildApp(deps: ApiDeps): FastifyInstance {
  const { config } = deps;
  const answerProblem = sendProblem.bind(null, config.publicUrl);
  const app = fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: IDLE_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
    trustProxy: config.trustedProxies ?? false,
    routerOptions: { maxParamLength: MAXIMUM_PARAMETER_LENGTH },
    clientErrorHandler: (error, socket) => answerBrokenRequest(config.publicUrl, error, socket),
    frameworkErrors: (error, request, reply) => void answerProblem(error, request as never, reply as never),
  });
  app.decorateRequest('actor', null);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerProblem);
  app.register(helmet, securityHeaders(config));
  app.register(rateLimit, { global: false });
  app.register(documentation, { publicUrl: config.publicUrl });
  app.register(healthRoutes, { deps, isAccepting: deps.isAccepting ?? (() => true) });
  app.register(async (scope) => jsonApi(scope, deps), { prefix: '/api' });
  if (deps.pages === undefined)
    app.setNotFoundHandler((request, reply) => answerProblem(new Problem('notFound'), request, reply));
  else app.register(deps.pages);
  return app;
}

async function jsonApi(scope: FastifyInstance, deps: ApiDeps): Promise<void> {
  const { publicUrl, oidcIssuer: issuer, oidcAudience: audience, requestsPerMinute } = deps.config;
  takeJsonOnly(scope);
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  requireBearer(scope, deps, { issuer, audience, requestsPerMinute });
  scope.setNotFoundHandler((request, reply) => sendProblem(publicUrl, new Problem('notFound'), request, reply));
  await scope.register(apiRoutes, { deps });
}
