// Is this token genuine, made out to this API, and still valid? Answered from memory where it was answered before.
import { createHash } from 'node:crypto';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Logger } from 'pino';
import { Problem } from '../usecases/problem.js';
import { BoundedMap } from './bounded-map.js';

/** Signatures with a public key only: `none` and shared secrets would let anybody, or any client, sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];
const MAXIMUM_LENGTH = 8_192;
const CLOCK_TOLERANCE_SECONDS = 5;
const REMEMBERED_TOKENS = 10_000;
/** A key that the provider withdrew stops being believed within this time. */
const REMEMBERED_FOR_MS = 300_000;

export interface AccessTokenOptions {
  issuer: string;
  audience: string;
  keys: JWTVerifyGetKey;
  log: Logger;
}

/** Gives the subject of a valid token. */
export type VerifyAccessToken = (token: string) => Promise<string>;

/**
 * Builds the check of access tokens (JWT): signature by one of the issuer's keys, issuer, audience, expiry.
 * The check throws Problem `unauthenticated` for a token that is not good, `unavailable` when the keys cannot be had.
 */
export function accessTokenVerifier({ issuer, audience, keys, log }: AccessTokenOptions): VerifyAccessToken {
  const verified = new BoundedMap<string, { subject: string; until: number }>(REMEMBERED_TOKENS);
  return async (token) => {
    if (token.length > MAXIMUM_LENGTH) throw new Problem('unauthenticated');
    const fingerprint = createHash('sha256').update(token).digest('base64');
    const known = verified.get(fingerprint);
    if (known !== undefined && Date.now() < known.until) return known.subject;
    const { subject, expiresAtMs } = await verify(token);
    verified.set(fingerprint, { subject, until: Math.min(expiresAtMs, Date.now() + REMEMBERED_FOR_MS) });
    return subject;
  };

  async function verify(token: string): Promise<{ subject: string; expiresAtMs: number }> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      if (!payload.sub || payload.exp === undefined) throw new Problem('unauthenticated');
      return { subject: payload.sub, expiresAtMs: payload.exp * 1000 };
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (isFaultOfToken(error)) throw new Problem('unauthenticated');
      log.error({ err: error }, 'the keys of the sign-in provider cannot be had');
      throw new Problem('unavailable');
    }
  }
}

/** jose's own errors are about the token, save those that say that the keys could not be fetched or read. */
function isFaultOfToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  const aboutKeys = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  return !aboutKeys && error.code !== errors.JOSEError.code;
}
