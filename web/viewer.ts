// Who looks at a page, in which language, and what the page needs to speak to him or her.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ProgrammeClock, programmeTimeAt } from '../domain/programme-clock.js';
import type { AnswerValues } from '../domain/step.js';
import { type Instant, LANGUAGES, type Language } from '../domain/vocabulary.js';
import { formatDeadline, formatInstant, withInstants } from '../messages/instants.js';
import { type Translator, translator } from '../messages/translate.js';
import type { Deps } from '../usecases/deps.js';
import { readRulebook } from '../usecases/read-rulebook.js';
import { readSession, type Session } from '../usecases/sessions.js';

export const SESSION_COOKIE = 'etwinning-session';
export const LANGUAGE_COOKIE = 'etwinning-language';

export interface Viewer {
  session: Session | null;
  language: Language;
  t: Translator;
  /** Path and query of the page, for switching the language on it. */
  path: string;
}

export interface SignedIn extends Viewer {
  session: Session;
}

/** How a rulebook's instants are shown: programme time in its zone, whatever the real clocks show. */
export interface TimeShown {
  instant(at: Instant): string;
  deadline(at: Instant): string;
  values(values: AnswerValues): AnswerValues;
}

/** The cookie's name with the prefix that binds it to this host, where the pages come over https. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

export async function viewerOf(deps: Deps, request: FastifyRequest, secure: boolean): Promise<Viewer> {
  const token = request.cookies[cookieName(SESSION_COOKIE, secure)];
  const session = token ? await readSession(deps, token) : null;
  const chosen = LANGUAGES.find((language) => language === request.cookies[LANGUAGE_COOKIE]);
  const language = chosen ?? session?.language ?? preferred(request);
  return { session, language, t: translator(language), path: request.url };
}

/** Times as the rulebook's programme clock shows them: at the NSO that has the task, or in the rulebook's own zone. */
export async function timeOf(deps: Deps, viewer: SignedIn, rulebookId: string, nsoId?: string): Promise<TimeShown> {
  const { rulebook } = await readRulebook(deps, viewer.session.actor, rulebookId);
  const zone = rulebook.nsos.find((nso) => nso.id === nsoId)?.timeZone ?? rulebook.timeZone;
  return shownBy(viewer.language, rulebook.programmeClock, zone);
}

function shownBy(language: Language, clock: ProgrammeClock, timeZone: string): TimeShown {
  return {
    instant: (at) => formatInstant(language, programmeTimeAt(clock, at), timeZone),
    deadline: (at) => formatDeadline(language, programmeTimeAt(clock, at), timeZone, clock.ratio),
    values: (values) => withInstants(values, { language, timeZone, clock }),
  };
}

/** Before anybody has signed in: Greek for a browser that asks for it, else English. */
function preferred(request: FastifyRequest): Language {
  return /^el\b/i.test(request.headers['accept-language'] ?? '') ? 'el' : 'en';
}

/** Cookies live for this site alone, and no script reads them. */
export function setCookie(reply: FastifyReply, name: string, value: string, secure: boolean, maxAge?: number): void {
  reply.setCookie(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, ...(maxAge && { maxAge }) });
}
