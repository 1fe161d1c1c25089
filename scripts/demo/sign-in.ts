// Signing in as a person would: authorization code with PKCE, through the provider's own form.
import * as oidc from 'openid-client';
import { CookieJar } from './cookie-jar.js';
import { StoryProblem } from './poll.js';

const CLIENT = 'etwinning-cli';
/** Nobody listens there: the redirect itself carries the code. */
const CALLBACK = 'http://127.0.0.1/callback';
const MOST_REDIRECTS = 10;

/** Signs people in at one provider; each gets an access token for the API. */
export type SignIn = (person: { email: string; password: string }) => Promise<string>;

/**
 * Reads the provider's configuration.
 * @throws when the provider does not answer
 */
export async function signInAt(issuer: string): Promise<SignIn> {
  const url = new URL(issuer);
  const insecure = url.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {};
  const provider = await oidc.discovery(url, CLIENT, undefined, oidc.None(), insecure);
  return async (person) => {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const expectedState = oidc.randomState();
    const start = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: expectedState,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const callback = await throughTheForm(start, person);
    const checks = { pkceCodeVerifier, expectedState };
    return (await oidc.authorizationCodeGrant(provider, callback, checks)).access_token;
  };
}

/** From the start of the sign-in to the redirect that brings the code. */
async function throughTheForm(start: URL, { email, password }: { email: string; password: string }): Promise<URL> {
  const jar = new CookieJar();
  const form = await follow(jar, start);
  if (form.kind === 'arrived') return form.at;
  const fields = new URLSearchParams({ login: email, password });
  const answer = await follow(jar, form.action, { method: 'POST', body: fields });
  if (answer.kind === 'arrived') return answer.at;
  throw new StoryProblem(`The sign-in provider does not let ${email} in: does it know the sample people?`);
}

type Reached = { kind: 'arrived'; at: URL } | { kind: 'form'; action: URL };

/** Follows redirects until the callback is reached, or a page with a form. */
async function follow(jar: CookieJar, url: URL, request: RequestInit = {}): Promise<Reached> {
  let answer = await visit(jar, url, request);
  let at = url;
  for (let count = 0; count < MOST_REDIRECTS; count += 1) {
    const location = answer.headers.get('location');
    if (location === null) return { kind: 'form', action: formAction(await answer.text(), at) };
    at = new URL(location, at);
    if (at.href.startsWith(`${CALLBACK}?`)) return { kind: 'arrived', at };
    answer = await visit(jar, at);
  }
  throw new StoryProblem(`The sign-in provider redirects from ${url.origin} without an end.`);
}

async function visit(jar: CookieJar, url: URL, request: RequestInit = {}): Promise<Response> {
  const answer = await fetch(url, { ...request, redirect: 'manual', headers: { cookie: jar.header() } });
  jar.take(answer.headers);
  return answer;
}

function formAction(page: string, at: URL): URL {
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) throw new StoryProblem(`There is no sign-in form at ${at.origin}${at.pathname}.`);
  return new URL(action.replaceAll('&amp;', '&'), at);
}
