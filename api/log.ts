// What the process writes down. Ids, route patterns and numbers; never a body, a name, an address, a query string or a token.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogController } from 'fastify';
import { type DestinationStream, type Logger, pino } from 'pino';

const STACK_LINES = 12;

/** Logger of the API process: one line of JSON for each event, to standard output unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    name: 'api',
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, error: describeError, req: describeRequest, res: describeReply },
    redact: {
      paths: ['authorization', 'cookie', 'headers', '*.authorization', '*.cookie', '*.headers'],
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** One line for each answered request; Fastify's own lines would repeat addresses as they came in. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      actor: request.actor?.userId ?? null,
    };
    if (error) reply.log.error({ ...line, err: error }, 'request failed');
    else reply.log.info(line, 'request');
  }

  override routeNotFound(): void {}

  override defaultErrorLog(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    reply.log.error({ method: request.method, route: request.routeOptions.url ?? null, err: error }, 'unexpected');
  }
}

/**
 * What may be known of an error. A database's message repeats the values that it was given, and so do zod's issues:
 * of those only codes and names of constraints remain.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, routine, cause, issues } = error as Error & Record<string, unknown>;
  const repeatsValues = routine !== undefined || issues !== undefined;
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: repeatsValues ? undefined : error.message.slice(0, 500),
    code,
    constraint,
    table,
    issues: Array.isArray(issues) ? issues.map((issue) => ({ code: issue?.code, path: issue?.path })) : undefined,
    stack: stack.slice(0, STACK_LINES).map((line) => line.trim()),
    cause: cause === undefined ? undefined : describeError(cause),
  };
}

function describeRequest(request: Partial<FastifyRequest>): Record<string, unknown> {
  return { method: request.method, route: request.routeOptions?.url ?? null };
}

function describeReply(reply: Partial<FastifyReply>): Record<string, unknown> {
  return { statusCode: reply.statusCode };
}
