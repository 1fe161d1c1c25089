// How a command is answered: applied, or taken in and on its way.
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { REFUSAL_CODES } from '../../domain/step.js';
import { LABEL_COMMANDS, LABEL_STATUSES, PROJECT_COMMANDS, PROJECT_STATUSES } from '../../domain/vocabulary.js';
import type { CommandResult } from '../../usecases/command-result.js';
import { answerValues, instant } from '../route-schema.js';

const commandId = z.uuid();

export const appliedSchema = z
  .object({
    kind: z.literal('applied'),
    commandId,
    receivedAt: instant,
    outcome: z.string(),
    values: answerValues,
    status: z
      .enum([...PROJECT_STATUSES, ...LABEL_STATUSES])
      .nullable()
      .describe('Where the project or application stands now'),
  })
  .meta({ id: 'AppliedCommand' });

const pendingSchema = z
  .object({ kind: z.literal('pending'), commandId, receivedAt: instant })
  .describe('Taken in, and not lost whatever happens. Ask for it at Location, or send it again with the same key')
  .meta({ id: 'PendingCommand' });

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied'), outcome: z.string(), values: answerValues }),
  z.object({ kind: z.literal('already'), outcome: z.string(), at: instant, values: answerValues }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum(REFUSAL_CODES),
    rule: z.string().nullable(),
    values: answerValues,
  }),
]);

export const commandSchema = z
  .object({
    commandId,
    kind: z.enum([...PROJECT_COMMANDS, ...LABEL_COMMANDS]),
    receivedAt: instant,
    settledAt: instant.nullable(),
    answer: answerSchema.nullable().describe('Null while nothing has decided it'),
  })
  .meta({ id: 'Command' });

export const commandAnswers = { 200: appliedSchema, 202: pendingSchema };

/** Sends what became of a command: 200 when it was applied, 202 with its address while it is on its way. */
export function sendCommand(reply: FastifyReply, result: CommandResult): FastifyReply {
  if (result.kind === 'applied') return reply.code(200).send(result);
  return reply.code(202).header('location', `/api/commands/${result.commandId}`).send(result);
}
