// What is turned away before a page's own code is asked.
import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../usecases/problem.js';
import type { FormBody } from './form.js';
import type { SignedIn } from './viewer.js';

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A form that does not come from a page of this session: another site's, or one that was opened before signing in again. */
export class ForeignForm extends Error {
  override readonly name = 'ForeignForm';
}

/** Every id in an address is a UUID; another one names nothing. @throws Problem `notFound` */
export function demandIds(request: FastifyRequest): void {
  for (const [name, value] of Object.entries((request.params ?? {}) as Record<string, string>)) {
    if (name.endsWith('Id') && !UUID.test(value)) throw new Problem('notFound');
  }
}

/**
 * A form counts only when it comes from one of our own pages, and carries this session's token.
 * @throws ForeignForm
 */
export function refuseForeignForms(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && origin !== new URL(publicUrl).origin) throw new ForeignForm();
  if (site !== undefined && site !== 'same-origin') throw new ForeignForm();
  const { session } = request.viewer;
  const { formToken } = (request.body ?? {}) as FormBody;
  if (session && !isSame(String(formToken ?? ''), session.formToken)) throw new ForeignForm();
}

function isSame(given: string, kept: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(kept)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Who looks at the page. A stranger is sent to the sign-in and comes back to it; one who sent a form is shown what he or
 * she wrote, because the session may have ended while it was written.
 * @returns null when the answer has been sent
 * @throws ForeignForm when a stranger sent a form
 */
export function signedIn(request: FastifyRequest, reply: FastifyReply): SignedIn | null {
  const { viewer } = request;
  if (viewer.session) return viewer as SignedIn;
  if (request.method !== 'GET') throw new ForeignForm();
  reply.redirect(`/sign-in?returnTo=${encodeURIComponent(request.url)}`, 303);
  return null;
}
