import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../usecases/deps.js';
import { commandRoutes } from './commands.js';
import { draftRoutes } from './drafts.js';
import { importRoutes } from './imports.js';
import { labelApplicationRoutes } from './label-applications.js';
import { peopleRoutes } from './people.js';
import { programmeRoutes } from './programme.js';
import { projectRoutes } from './projects.js';
import { publicationRoutes } from './publications.js';
import { taskRoutes } from './tasks.js';
import { teamRoutes } from './team.js';

/** What the routes of a noun are given. */
export interface RouteOptions {
  deps: Deps;
}
export type Routes = FastifyPluginAsyncZod<RouteOptions>;

/** Every JSON route below /api. */
export const apiRoutes: Routes = async (app, options) => {
  await app.register(draftRoutes, options);
  await app.register(projectRoutes, options);
  await app.register(teamRoutes, options);
  await app.register(taskRoutes, options);
  await app.register(labelApplicationRoutes, options);
  await app.register(programmeRoutes, options);
  await app.register(publicationRoutes, options);
  await app.register(peopleRoutes, options);
  await app.register(commandRoutes, options);
  await app.register(importRoutes, options);
};
