// Who looks at a page, in which language, and what the page needs to speak to him or her.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES, type Language } from '../domain/vocabulary.js';
import { type Translator, translator } from '../messages/translate.js';
import type { Deps } from '../usecases/deps.js';
import { readSession, type Session } from '../usecases/sessions.js';

export const SESSION_COOKIE = 'etwinning-session';
export const LANGUAGE_COOKIE = 'etwinning-language';

export interface Viewer {
  session: Session | null;
  language: Language;
  t: Translator;
  /** Path and query of the page, for switching the language on it. */
  path: string;
  /** Whom to ask; null where it is not known. */
  contact: string | null;
}

export interface SignedIn extends Viewer {
  session: Session;
}

/** The cookie's name with the prefix that binds it to this host, where the pages come over https. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** Whoever sent the request, with the session of his or her cookie. It marks the session as used. */
export async function viewerOf(deps: Deps, request: FastifyRequest, secure: boolean): Promise<Viewer> {
  const token = request.cookies[cookieName(SESSION_COOKIE, secure)];
  return viewerWith(request, token ? await readSession(deps, token) : null);
}

/** Somebody of whom nothing is known but the browser: also when the session cannot be read. */
export function strangerOf(request: FastifyRequest): Viewer {
  return viewerWith(request, null);
}

/** The language that was chosen on the pages goes first, then the person's own. */
function viewerWith(request: FastifyRequest, session: Session | null): Viewer {
  const chosen = LANGUAGES.find((language) => language === request.cookies?.[LANGUAGE_COOKIE]);
  const language = chosen ?? session?.language ?? preferred(request);
  return { session, language, t: translator(language), path: pathOf(request), contact: null };
}

/** Where to come back to: an answer to a form has no address of its own, so the page with the form. */
function pathOf(request: FastifyRequest): string {
  const { referer } = request.headers;
  if (request.method === 'GET') return request.url;
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const { pathname, search } = new URL(referer);
  return pathname + search;
}

/** Before anybody has signed in: Greek for a browser that asks for it first, else English. */
function preferred(request: FastifyRequest): Language {
  return /^el\b/i.test(request.headers['accept-language'] ?? '') ? 'el' : 'en';
}

/** Cookies live for this site alone, and no script reads them. */
export function setCookie(reply: FastifyReply, name: string, value: string, secure: boolean, maxAge?: number): void {
  reply.setCookie(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, ...(maxAge && { maxAge }) });
}
