// The pages: mounted by api/app alone. They call the use cases that the JSON routes call, with the same schemas.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LANGUAGES } from '../domain/vocabulary.js';
import type { Deps } from '../usecases/deps.js';
import { Problem } from '../usecases/problem.js';
import { sendProblemPage } from './pages/problem.js';
import { labelRoutes } from './routes/labels.js';
import { projectRoutes } from './routes/projects.js';
import { taskRoutes } from './routes/tasks.js';
import { localPath, signInRoutes, signOut } from './sign-in.js';
import { LANGUAGE_COOKIE, type SignedIn, setCookie, type Viewer, viewerOf } from './viewer.js';

export interface PagesOptions {
  deps: Deps;
  config: {
    publicUrl: string;
    oidcIssuer: string;
    oidcClientId: string;
    oidcClientSecret: string | undefined;
    sessionSecret: string;
  };
  /** The pages come over https: cookies are bound to the host and never sent without it. */
  secure: boolean;
}

export interface Pages extends PagesOptions {
  styleAddress: string;
  /** Who looks at the page; sends strangers to the sign-in and gives null. */
  signedIn(request: FastifyRequest, reply: FastifyReply): SignedIn | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer;
  }
}

const LANGUAGE_SECONDS = 365 * 86_400;
const STYLE_SECONDS = 365 * 86_400;

/** Registers the pages. Everything in them is encapsulated: the JSON routes know neither cookies nor forms. */
export async function webPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  const { deps, config, secure } = options;
  const style = readFileSync(styleFile());
  const styleAddress = `/assets/style-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;
  const pages: Pages = { ...options, styleAddress, signedIn };

  await app.register(cookie, { secret: config.sessionSecret });
  await app.register(formbody);
  app.decorateRequest('viewer');
  app.addHook('preHandler', async (request) => {
    request.viewer = await viewerOf(deps, request, secure);
    if (request.method === 'POST') refuseForeignForms(request, config.publicUrl);
  });
  app.setErrorHandler((error, request, reply) => sendProblemPage(pages, error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblemPage(pages, new Problem('notFound'), request, reply));

  app.get(styleAddress, (_request, reply) =>
    reply.type('text/css').header('cache-control', `public, max-age=${STYLE_SECONDS}, immutable`).send(style),
  );
  app.get('/language/:language', async (request: FastifyRequest<LanguageRoute>, reply) => {
    const language = LANGUAGES.find((known) => known === request.params.language);
    if (!language) throw new Problem('notFound');
    setCookie(reply, LANGUAGE_COOKIE, language, secure, LANGUAGE_SECONDS);
    return reply.redirect(localPath(request.query.returnTo), 303);
  });
  app.post('/auth/sign-out', (request, reply) => signOut(options, request, reply));
  signInRoutes(app, options);
  taskRoutes(app, pages);
  projectRoutes(app, pages);
  labelRoutes(app, pages);
}

interface LanguageRoute {
  Params: { language: string };
  Querystring: { returnTo?: string };
}

function signedIn(request: FastifyRequest, reply: FastifyReply): SignedIn | null {
  const { viewer } = request;
  if (viewer.session) return viewer as SignedIn;
  const returnTo = request.method === 'GET' ? request.url : '/';
  reply.redirect(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`, 303);
  return null;
}

/** A form counts only when it comes from one of our own pages, and carries this session's token. */
function refuseForeignForms(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign = (origin !== undefined && origin !== new URL(publicUrl).origin) || (site && site !== 'same-origin');
  const { session } = request.viewer;
  const { formToken } = (request.body ?? {}) as { formToken?: unknown };
  if (foreign || (session && formToken !== session.formToken)) throw new Problem('unauthenticated');
}

/** Beside package.json: the compiler does not copy it. */
function styleFile(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return path.join(folder, 'web', 'assets', 'style.css');
}
