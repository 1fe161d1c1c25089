// Checks what comes in with the route's zod schemas: the only validation there is.
import type { FastifySchemaCompiler } from 'fastify';
import { type $ZodError, type $ZodType, safeParse } from 'zod/v4/core';
import { fieldProblems } from '../usecases/field-problems.js';
import { Problem, type ProblemCode } from '../usecases/problem.js';
import { IF_MATCH } from './version.js';

/** Compiles a route's schemas. What does not fit is a Problem already, so that one handler answers every no. */
export const validatorCompiler: FastifySchemaCompiler<$ZodType> =
  ({ schema, httpPart }) =>
  (input) => {
    const result = safeParse(schema, input, { reportInput: true });
    if (result.success) return { value: result.data };
    // An id that cannot be one names nothing: the same answer as for one that does not exist, or is not to be seen.
    if (httpPart === 'params') return { error: new Problem('notFound') };
    if (httpPart === 'headers') return { error: new Problem(unfitHeader(result.error)) };
    return { error: new Problem('invalid', null, {}, fieldProblems(result.error)) };
  };

/** Two headers are ever asked for; the key comes first, because without it nothing can be sent again. */
function unfitHeader({ issues }: $ZodError): ProblemCode {
  return issues.every(({ path }) => path[0] === IF_MATCH) ? 'versionMissing' : 'idempotencyKeyMissing';
}
