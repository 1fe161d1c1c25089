import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps.js';
import { isReady } from '../../usecases/is-ready.js';

export interface HealthOptions {
  deps: Deps;
  isAccepting: () => boolean;
}

const common = { tags: ['health'], security: [] };

/** Whether the process lives, and whether it should be sent requests. Open to all: they say yes or no, and nothing more. */
export const healthRoutes: FastifyPluginAsyncZod<HealthOptions> = async (app, { deps, isAccepting }) => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });

  app.get(
    '/health/live',
    {
      logLevel: 'warn',
      schema: {
        ...common,
        operationId: 'isLive',
        summary: 'The process answers',
        response: { 200: z.object({ live: z.literal(true) }) },
      },
    },
    async () => ({ live: true as const }),
  );

  app.get(
    '/health/ready',
    {
      logLevel: 'warn',
      schema: {
        ...common,
        operationId: 'isReady',
        summary: 'Records, migrations and Temporal can be reached',
        response: { 200: z.object({ ready: z.literal(true) }), 503: z.object({ ready: z.literal(false) }) },
      },
    },
    async (_request, reply) => {
      const ready = isAccepting() && (await isReady(deps));
      return ready ? reply.code(200).send({ ready: true }) : reply.code(503).send({ ready: false });
    },
  );
};
