// Signing in at the provider (code with PKCE), and out.
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { Problem } from '../usecases/problem.js';
import { closeSession, openSession } from '../usecases/sessions.js';
import { sendPage } from './layout.js';
import { SignInPage } from './pages/sign-in.js';
import type { Pages, PagesOptions } from './plugin.js';
import { cookieName, SESSION_COOKIE, setCookie } from './viewer.js';

const ATTEMPT_COOKIE = 'etwinning-sign-in';
const ATTEMPT_SECONDS = 600;
const SESSION_SECONDS = 12 * 3600;
/** How long the provider is waited for. */
const PROVIDER_SECONDS = 10;

const attemptSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});
type Attempt = z.output<typeof attemptSchema>;

type SignInRequest = FastifyRequest<{ Querystring: { returnTo?: string; failed?: string } }>;

/** Routes that sign in and out. The provider is asked for its addresses at the first sign-in, not at the start. */
export function signInRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, config, secure, styleAddress } = pages;
  const redirectUri = `${config.publicUrl}/auth/callback`;
  const provider = lazily(() => discover(config));
  const attemptCookie = cookieName(ATTEMPT_COOKIE, secure);
  const sessionCookie = cookieName(SESSION_COOKIE, secure);

  app.get('/sign-in', async (request: SignInRequest, reply) => {
    const { viewer } = request;
    const returnTo = localPath(request.query.returnTo);
    if (viewer.session) return reply.redirect(returnTo, 303);
    const children = SignInPage({ viewer, returnTo, failed: request.query.failed !== undefined });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.signIn'), children });
  });

  app.get('/auth/sign-in', async (request: SignInRequest, reply) => {
    const attempt: Attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo: localPath(request.query.returnTo),
    };
    const address = oidc.buildAuthorizationUrl(await provider(), {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
      ui_locales: request.viewer.language,
    });
    const sealed = reply.signCookie(Buffer.from(JSON.stringify(attempt)).toString('base64url'));
    setCookie(reply, attemptCookie, sealed, secure, ATTEMPT_SECONDS);
    return reply.header('cache-control', 'no-store').redirect(address.href, 303);
  });

  app.get('/auth/callback', async (request, reply) => {
    const attempt = attemptOf(request, attemptCookie);
    reply.clearCookie(attemptCookie, { path: '/', secure }).header('cache-control', 'no-store');
    const answer = new URL(request.url, config.publicUrl);
    const subject = attempt && (await subjectOf(await provider(), answer, attempt, request.log));
    // Opened twice, too late, from elsewhere, or the provider said no: the person begins again when he or she wants to.
    if (!subject) return reply.redirect('/sign-in?failed', 303);
    const token = await openSession(deps, { issuer: config.oidcIssuer, subject });
    const earlier = request.cookies[sessionCookie];
    if (earlier) await closeSession(deps, earlier);
    setCookie(reply, sessionCookie, token, secure, SESSION_SECONDS);
    return reply.redirect(attempt.returnTo, 303);
  });

  app.post('/auth/sign-out', async (request, reply) => {
    const token = request.cookies[sessionCookie];
    if (token) await closeSession(deps, token);
    // What was written and is not saved is kept in the browser: on a shared computer it goes with its writer.
    reply.header('clear-site-data', '"storage"');
    return reply.clearCookie(sessionCookie, { path: '/', secure }).redirect('/sign-in', 303);
  });
}

/** Only a path of these pages, and none that signs in or out: nobody is sent elsewhere after signing in. */
export function localPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?!auth\/|[/\\])[^\s\\]*$/.test(path) && path.length < 500 ? path : '/';
}

async function discover(config: PagesOptions['config']): Promise<oidc.Configuration> {
  const { oidcIssuer, oidcClientId, oidcClientSecret } = config;
  const authentication = oidcClientSecret ? oidc.ClientSecretPost(oidcClientSecret) : oidc.None();
  const execute = oidcIssuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  try {
    return await oidc.discovery(new URL(oidcIssuer), oidcClientId, undefined, authentication, {
      execute,
      timeout: PROVIDER_SECONDS,
    });
  } catch (error) {
    throw new Problem('unavailable', null, { part: 'signIn', why: (error as { code?: string }).code ?? null });
  }
}

/**
 * Whom the provider vouches for; null when its answer is none that our attempt asked for. The log says why: a wrong client
 * secret looks the same to the person.
 * @throws Problem `unavailable` when it does not answer
 */
async function subjectOf(
  provider: oidc.Configuration,
  answer: URL,
  attempt: Attempt,
  log: FastifyBaseLogger,
): Promise<string | null> {
  try {
    const tokens = await oidc.authorizationCodeGrant(provider, answer, {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    });
    return tokens.claims()?.sub ?? null;
  } catch (error) {
    if (neverAnswered(error)) throw new Problem('unavailable', null, { part: 'signIn' });
    const refused = [oidc.ClientError, oidc.AuthorizationResponseError, oidc.ResponseBodyError];
    if (!refused.some((kind) => error instanceof kind)) throw error;
    const { code, error: said } = error as { code?: string; error?: string };
    log.warn({ code, said }, 'a sign-in was refused');
    return null;
  }
}

/** What fetch throws then, as it is or wrapped; or the time was up. */
function neverAnswered(error: unknown): boolean {
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: { message?: unknown } };
  return code === 'OAUTH_TIMEOUT' || message === 'fetch failed' || cause?.message === 'fetch failed';
}

function attemptOf(request: FastifyRequest, name: string): Attempt | null {
  const unsealed = request.unsignCookie(request.cookies[name] ?? '');
  if (!unsealed.valid || unsealed.value === null) return null;
  const parsed = attemptSchema.safeParse(JSON.parse(Buffer.from(unsealed.value, 'base64url').toString('utf8')));
  return parsed.success ? parsed.data : null;
}

/** A promise that is made at the first call, and again after it has failed. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
