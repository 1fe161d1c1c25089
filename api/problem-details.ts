// Every no of the API, in one form: problem details (RFC 9457), with a stable code and a sentence in the caller's language.
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { REAL_TIME } from '../domain/programme-clock.js';
import type { AnswerValues } from '../domain/step.js';
import type { Language } from '../domain/vocabulary.js';
import { withInstants } from '../messages/instants.js';
import { isMessageKey, type MessageKey, translator } from '../messages/translate.js';
import { type FieldProblem, PROBLEM_CODES, PROBLEM_STATUS, Problem, type ProblemCode } from '../usecases/problem.js';
import { type GivenVersion, VersionConflict } from '../usecases/version-conflict.js';
import { acceptedLanguage } from './accept-language.js';
import { etagOf } from './version.js';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const givenVersion = z.object({
  etag: z.string().describe('Name it in If-Match to save over this version'),
  version: z.int(),
  content: z.record(z.string(), z.unknown()),
});
const storedVersion = givenVersion.extend({
  savedAt: z.iso.datetime(),
  savedBy: z.string().describe('Name of whoever saved it'),
});

export const problemDetailsSchema = z
  .object({
    type: z.url().describe('Address of a page about this code'),
    title: z.string().describe('Name of the HTTP status'),
    status: z.int(),
    detail: z.string().describe('A sentence for people, in the language of the caller'),
    code: z.enum(PROBLEM_CODES).describe('Stable code for programs'),
    rule: z.string().nullable().describe('Id of the rule of the circular that decided it, such as R-3.1.4'),
    values: values.describe('What was compared, such as the outcome and the time of the first decision'),
    fields: z
      .array(
        z.object({
          field: z.string().describe('Path such as founders.0.roleText'),
          code: z.string(),
          rule: z.string().nullable(),
          values,
          detail: z.string().exactOptional(),
        }),
      )
      .exactOptional()
      .describe('Places in the input that are wrong'),
    versions: z
      .object({ yours: givenVersion, stored: storedVersion })
      .exactOptional()
      .describe('Of versionConflict: what you sent, and what is stored'),
    instance: z.string().describe('This occurrence; name it when you ask for help'),
  })
  .meta({ id: 'Problem' });
export type ProblemDetails = z.output<typeof problemDetailsSchema>;

const REAL_UTC = { timeZone: 'UTC', clock: REAL_TIME };

/** The records are away, starting, stopping or full: Node's codes and PostgreSQL's. */
const RECORDS_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300', '08006']);
const POOL_EXHAUSTED = 'timeout exceeded when trying to connect';

/** The problem that an error means for the caller. What nobody foresaw is `unexpected`, and tells nothing of its inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const known = error as { code?: unknown; statusCode?: unknown; message?: unknown };
  const away = RECORDS_AWAY.has(String(known.code)) || known.message === POOL_EXHAUSTED;
  return new Problem(away ? 'unavailable' : codeOf(known));
}

/** Fastify's own errors, by what the caller did wrong. */
function codeOf({ code, statusCode }: { code?: unknown; statusCode?: unknown }): ProblemCode {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return 'bodyTooLarge';
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'unsupportedMediaType';
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_ERR_NOT_FOUND':
      return 'notFound';
  }
  if (statusCode === 429) return 'tooManyRequests';
  if (statusCode === 503) return 'unavailable';
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? 'malformed' : 'unexpected';
}

/** Answers with the problem that the error means; the error itself is written to the log only, and only if nobody foresaw it. */
export function sendProblem(
  publicUrl: string,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOf(error);
  if (error !== problem && PROBLEM_STATUS[problem.code] >= 500) request.log.error({ err: error }, problem.code);
  const language = request.actor?.language ?? acceptedLanguage(request.headers['accept-language']);
  const details = describe(publicUrl, problem, language, request);
  if (problem.code === 'unauthenticated') reply.header('www-authenticate', challenge(request));
  if (problem.code === 'unavailable') reply.header('retry-after', 5);
  return reply
    .code(details.status)
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .type('application/problem+json')
    .send(JSON.stringify(details));
}

/** A refusal must come out whatever it holds: what cannot be put into words is told as unexpected. */
function describe(publicUrl: string, problem: Problem, language: Language, request: FastifyRequest): ProblemDetails {
  try {
    return problemDetails(publicUrl, problem, language, request.id);
  } catch (error) {
    request.log.error({ err: error, code: problem.code }, 'this problem has no sentence');
    return problemDetails(publicUrl, new Problem('unexpected'), language, request.id);
  }
}

/** The problem in the caller's language. @param requestId by which the log knows the request */
export function problemDetails(
  publicUrl: string,
  problem: Problem,
  language: Language,
  requestId: string,
): ProblemDetails {
  const status = PROBLEM_STATUS[problem.code];
  const fields = problem.fields.map((field) => withSentence(language, field));
  return {
    type: `${publicUrl}/docs/problems/${problem.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: sentence(language, `problem.${problem.code}`, problem.values, problem.calendar),
    code: problem.code,
    rule: problem.rule,
    values: problem.values,
    ...(fields.length > 0 ? { fields } : {}),
    ...(problem instanceof VersionConflict ? { versions: versionsOf(problem) } : {}),
    instance: `urn:uuid:${requestId}`,
  };
}

function versionsOf({ yours, stored }: VersionConflict): NonNullable<ProblemDetails['versions']> {
  const told = ({ version, content }: GivenVersion) => {
    return { etag: etagOf(version), version: version.number, content: { ...content } };
  };
  const { savedAt, savedBy } = stored;
  return { yours: told(yours), stored: { ...told(stored), savedAt, savedBy } };
}

function withSentence(language: Language, field: FieldProblem) {
  const key = `finding.${field.code}`;
  return !isMessageKey(key) ? field : { ...field, detail: sentence(language, key, field.values) };
}

/**
 * Values keep their instants as they are, for programs; the sentence tells them in the programme's time, or as real time in
 * UTC where it is not known whose programme it is about.
 */
function sentence(
  language: Language,
  key: MessageKey,
  values: AnswerValues,
  calendar: Problem['calendar'] = null,
): string {
  return translator(language)(key, withInstants(values, { language, ...(calendar ?? REAL_UTC) }));
}

/** RFC 6750 §3: without a token nothing is said about one. */
function challenge(request: FastifyRequest): string {
  return request.headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
}
