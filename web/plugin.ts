// The pages: mounted by api/app alone. They call the use cases that the JSON routes call, with the same schemas.
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LANGUAGES } from '../domain/vocabulary.js';
import type { Deps } from '../usecases/deps.js';
import { Problem } from '../usecases/problem.js';
import { contactReader } from './contact.js';
import { demandIds, refuseForeignForms } from './guard.js';
import { sendProblemPage } from './pages/problem.js';
import { helpRoutes } from './routes/help.js';
import { importRoutes } from './routes/imports.js';
import { labelRoutes } from './routes/labels.js';
import { periodRoutes } from './routes/periods.js';
import { profileRoutes } from './routes/profile.js';
import { projectDraftRoutes } from './routes/project-drafts.js';
import { projectRevisionRoutes } from './routes/project-revision.js';
import { projectRoutes } from './routes/projects.js';
import { taskRoutes } from './routes/tasks.js';
import { teamRoutes } from './routes/team.js';
import { type AssetAddresses, serveAssets } from './serve-assets.js';
import { localPath, signInRoutes } from './sign-in.js';
import { LANGUAGE_COOKIE, setCookie, type Viewer, viewerOf } from './viewer.js';

export interface PagesOptions {
  deps: Deps;
  config: {
    publicUrl: string;
    oidcIssuer: string;
    oidcClientId: string;
    oidcClientSecret: string | undefined;
    sessionSecret: string;
    /** From one address. */
    requestsPerMinute: number;
  };
  /** The problem that any error means for whoever asked. */
  problemOf: (error: unknown) => Problem;
}

export interface Pages extends PagesOptions, AssetAddresses {
  /** The pages come over https: cookies are bound to the host and never sent without it. */
  secure: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer;
  }
}

const LANGUAGE_SECONDS = 365 * 86_400;

/** Registers the pages. Everything in them is encapsulated: the JSON routes know neither cookies nor forms. */
export async function webPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  const { deps, config } = options;
  const secure = config.publicUrl.startsWith('https:');
  const pages: Pages = { ...options, secure, ...serveAssets(app) };

  await app.register(cookie, { secret: config.sessionSecret });
  // Forms only: what a page of ours would never send is not read.
  app.removeAllContentTypeParsers();
  await app.register(formbody);
  app.setErrorHandler((error, request, reply) => sendProblemPage(pages, error, request, reply));
  app.decorateRequest('viewer');
  const readContact = contactReader(deps);
  const findViewer = async (request: FastifyRequest) => {
    const [viewer, contact] = await Promise.all([viewerOf(deps, request, secure), readContact()]);
    request.viewer = { ...viewer, contact };
    // For the log.
    request.actor = request.viewer.session?.actor ?? null;
  };
  app.setNotFoundHandler({ preHandler: findViewer }, (request, reply) =>
    sendProblemPage(pages, new Problem('notFound'), request, reply),
  );
  // A scope of its own: an asset has no viewer.
  await app.register(async (scope) => {
    const limit = scope.createRateLimit({ max: config.requestsPerMinute, keyGenerator: (request) => request.ip });
    scope.addHook('preHandler', async (request) => {
      const asked = await limit(request);
      if (!asked.isAllowed && asked.isExceeded) throw new Problem('tooManyRequests');
      await findViewer(request);
      if (request.method === 'POST') refuseForeignForms(request, config.publicUrl);
      demandIds(request);
    });
    languageRoute(scope, secure);
    signInRoutes(scope, pages);
    taskRoutes(scope, pages);
    projectRoutes(scope, pages);
    projectDraftRoutes(scope, pages);
    projectRevisionRoutes(scope, pages);
    teamRoutes(scope, pages);
    labelRoutes(scope, pages);
    periodRoutes(scope, pages);
    // A scope of its own: only its forms have files.
    await scope.register((imports) => importRoutes(imports, pages));
    helpRoutes(scope, pages);
    profileRoutes(scope, pages);
  });
}

interface LanguageRoute {
  Params: { language: string };
  Querystring: { returnTo?: string };
}

function languageRoute(scope: FastifyInstance, secure: boolean): void {
  scope.get('/language/:language', async (request: FastifyRequest<LanguageRoute>, reply) => {
    const language = LANGUAGES.find((known) => known === request.params.language);
    if (!language) throw new Problem('notFound');
    setCookie(reply, LANGUAGE_COOKIE, language, secure, LANGUAGE_SECONDS);
    return reply.redirect(localPath(request.query.returnTo), 303);
  });
}
