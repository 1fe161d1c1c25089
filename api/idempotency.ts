// The key with which a command can be sent again without being carried out twice: same key and body, same answer.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../usecases/problem.js';

const keySchema = z
  .string()
  .min(1)
  .max(100, { abort: true })
  .regex(/^[\x20-\x7e]+$/)
  .describe('Chosen by the caller, a new one for each command: 1 to 100 printable ASCII characters');

/** Headers of a command. A key that is missing or unfit is refused with `idempotencyKeyMissing`; other headers pass. */
export const commandHeaders = z.looseObject({ 'idempotency-key': keySchema });

/** The Idempotency-Key of a command's request. */
export function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') throw new Problem('idempotencyKeyMissing');
  return key;
}
