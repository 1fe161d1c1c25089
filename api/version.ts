// Versions over HTTP: answers carry one as ETag, edits name the one that they were made from in If-Match (RFC 9110 §13.1.1).
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Version, versionOfTag, versionTag } from '../domain/version.js';
import { Problem } from '../usecases/problem.js';

const LONGEST_HEADER = 30;
/** A proxy that compresses makes an ETag weak (`W/`); the version that it names is the same. */
const ENTITY_TAG = /^(?:W\/)?"([^"]*)"$/;

export const IF_MATCH = 'if-match';

/**
 * Header of an edit. One that is missing or unfit is refused with `versionMissing`; so is `*`, which would save over what
 * the caller has not seen.
 */
export const versionHeader = {
  [IF_MATCH]: z
    .string()
    .max(LONGEST_HEADER, { abort: true })
    .regex(ENTITY_TAG)
    .describe('ETag of the version that was read before it was changed; another one meanwhile is a conflict'),
};

/** Headers of an edit that is no command. */
export const editHeaders = z.looseObject(versionHeader);

export function etagOf(version: Version): string {
  return `"${versionTag(version)}"`;
}

/** Puts the version's ETag on the answer. */
export function withEtag(reply: FastifyReply, version: Version): FastifyReply {
  return reply.header('etag', etagOf(version));
}

/** The version that the request's If-Match names. @throws Problem `versionMissing` */
export function versionGiven(request: FastifyRequest): Version {
  const version = versionOfTag(ENTITY_TAG.exec(request.headers[IF_MATCH] ?? '')?.[1] ?? '');
  if (version === null) throw new Problem('versionMissing');
  return version;
}
