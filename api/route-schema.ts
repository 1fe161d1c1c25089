// The parts that every route's schema has in common.
import { z } from 'zod';
import { uuid } from '../domain/uuid.js';
import { PROBLEM_STATUS, type ProblemCode } from '../usecases/problem.js';
import type { Tag } from './documentation.js';
import { problemDetailsSchema } from './problem-details.js';

/** Name, tag and summary of a route that needs a token. */
export function operation(operationId: string, tag: Tag, summary: string) {
  return { operationId, tags: [tag], summary, security: [{ bearer: [] }] };
}

const DESCRIPTIONS: Record<string, string> = { 200: 'Done', 201: 'Made; its address is in Location', 202: 'Taken in' };

const answer = (description: string, type: string, schema: unknown) => ({
  description,
  content: { [type]: { schema } },
});
const problemAnswer = (description: string) => answer(description, 'application/problem+json', problemDetailsSchema);

/**
 * Answers of a route: its good ones, the problems that are its own, and `default` for those that any route may answer with.
 * Typed as the good ones alone: only these are sent by handlers.
 */
export function answers<Good extends Record<number, z.ZodType>>(good: Good, ...problems: ProblemCode[]): Good {
  const statuses = [...new Set(problems.map((code) => PROBLEM_STATUS[code]))];
  const own = statuses.map((status) => {
    const codes = problems.filter((code) => PROBLEM_STATUS[code] === status);
    return [status, problemAnswer(codes.join(', '))] as const;
  });
  const described = Object.entries(good).map(([status, schema]) => {
    return [status, answer(DESCRIPTIONS[status] ?? 'Done', 'application/json', schema)] as const;
  });
  return {
    ...Object.fromEntries(own),
    default: problemAnswer('Any other problem'),
    ...Object.fromEntries(described),
  } as unknown as Good;
}

export const instant = z.iso.datetime().describe('Instant in UTC');
export const answerValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A finding of a check: what refuses, or what is warned of. */
export const findingSchema = z
  .object({ rule: z.string(), code: z.string(), field: z.string(), values: answerValues })
  .meta({ id: 'Finding' });

/**
 * For answers: what was checked by `schema` when it came in, and is handed out as it is kept. It is described by that schema
 * and not checked by it again, so that no old record becomes unreadable when the schema grows.
 */
export function kept<Schema extends z.ZodType>(schema: Schema) {
  const { $schema: _, ...description } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return z.custom<z.output<Schema>>().meta(description);
}

/** One id as the only path parameter. */
export function idParams<Name extends string>(name: Name) {
  return z.strictObject({ [name]: uuid() } as Record<Name, ReturnType<typeof uuid>>);
}

/** Query of a list that comes in pages. */
export const pageQuery = {
  cursor: z.string().min(1).max(500).exactOptional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable().describe('Null on the last page') });
}

/** Id of a published rulebook; a rehearsal's is its source's and a UUID. */
export const rulebookIdSchema = z
  .string()
  .max(100, { abort: true })
  .regex(/^[a-z0-9][A-Za-z0-9-]*(~[0-9a-f-]{36})?$/);

/** Id of a published period: its rulebook's and its own. In a path its slash is written as %2F. */
export const periodIdSchema = z
  .string()
  .max(141, { abort: true })
  .regex(/^[a-z0-9][A-Za-z0-9-]*(~[0-9a-f-]{36})?\/[a-z0-9][A-Za-z0-9-]*$/);
