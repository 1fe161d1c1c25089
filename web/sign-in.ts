// Signing in at the provider (code with PKCE), and out.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { closeSession, openSession } from '../usecases/sessions.js';
import type { PagesOptions } from './plugin.js';
import { cookieName, SESSION_COOKIE, setCookie } from './viewer.js';

const ATTEMPT_COOKIE = 'etwinning-sign-in';
const ATTEMPT_SECONDS = 600;
const SESSION_SECONDS = 12 * 3600;

const attemptSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/** Routes that sign in and out. The provider is asked for its addresses at the first sign-in, not at the start. */
export function signInRoutes(app: FastifyInstance, options: PagesOptions): void {
  const { deps, config, secure } = options;
  const redirectUri = `${config.publicUrl}/auth/callback`;
  const provider = lazily(() => discover(config));

  app.get('/auth/sign-in', async (request: FastifyRequest<{ Querystring: { returnTo?: string } }>, reply) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier,
      returnTo: localPath(request.query.returnTo),
    };
    const address = oidc.buildAuthorizationUrl(await provider(), {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    });
    const sealed = reply.signCookie(Buffer.from(JSON.stringify(attempt)).toString('base64url'));
    setCookie(reply, cookieName(ATTEMPT_COOKIE, secure), sealed, secure, ATTEMPT_SECONDS);
    return reply.redirect(address.href, 303);
  });

  app.get('/auth/callback', async (request, reply) => {
    const attempt = readAttempt(request, cookieName(ATTEMPT_COOKIE, secure));
    // Opened twice, too late, or from elsewhere: begin again.
    if (!attempt) return reply.redirect('/auth/sign-in', 303);
    const tokens = await oidc.authorizationCodeGrant(await provider(), new URL(request.url, config.publicUrl), {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    });
    const subject = tokens.claims()?.sub ?? '';
    const token = await openSession(deps, { issuer: config.oidcIssuer, subject });
    reply.clearCookie(cookieName(ATTEMPT_COOKIE, secure), { path: '/', secure });
    setCookie(reply, cookieName(SESSION_COOKIE, secure), token, secure, SESSION_SECONDS);
    return reply.redirect(attempt.returnTo, 303);
  });
}

/** Ends the session. The caller has checked that the form came from one of our pages. */
export async function signOut({ deps, secure }: PagesOptions, request: FastifyRequest, reply: FastifyReply) {
  const name = cookieName(SESSION_COOKIE, secure);
  const token = request.cookies[name];
  if (token) await closeSession(deps, token);
  return reply.clearCookie(name, { path: '/', secure }).redirect('/', 303);
}

function discover({ oidcIssuer, oidcClientId, oidcClientSecret }: PagesOptions['config']): Promise<oidc.Configuration> {
  const authentication = oidcClientSecret ? oidc.ClientSecretPost(oidcClientSecret) : oidc.None();
  const execute = oidcIssuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(oidcIssuer), oidcClientId, undefined, authentication, { execute });
}

function readAttempt(request: FastifyRequest, name: string): z.output<typeof attemptSchema> | null {
  const unsealed = request.unsignCookie(request.cookies[name] ?? '');
  if (!unsealed.valid || unsealed.value === null) return null;
  const parsed = attemptSchema.safeParse(JSON.parse(Buffer.from(unsealed.value, 'base64url').toString('utf8')));
  return parsed.success ? parsed.data : null;
}

/** Only a path of these pages: nobody is sent elsewhere after signing in. */
export function localPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) && path.length < 500 ? path : '/';
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
