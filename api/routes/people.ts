import { z } from 'zod';
import { line } from '../../domain/text.js';
import { findTeachers } from '../../usecases/find-teachers.js';
import { register, registrationSchema } from '../../usecases/registration.js';
import { whoAmI } from '../../usecases/who-am-i.js';
import { personSchema, registrationAnswerSchema, teacherSchema } from '../answers/person.js';
import { actorOf } from '../bearer.js';
import { answers, operation } from '../route-schema.js';
import type { Routes } from './index.js';

/** Who I am, and whom I can found a project with. */
export const peopleRoutes: Routes = async (app, { deps }) => {
  app.get(
    '/me',
    {
      schema: {
        ...operation('whoAmI', 'people', 'The person behind the token, with schools and roles'),
        response: answers({ 200: personSchema }),
      },
    },
    (request) => whoAmI(deps, actorOf(request)),
  );

  app.put(
    '/me/registration',
    {
      schema: {
        ...operation(
          'register',
          'people',
          'Accept the code of conduct and declare interests; revives an inactive profile',
        ),
        body: registrationSchema,
        response: answers({ 200: registrationAnswerSchema }, 'invalid', 'notRegistered'),
      },
    },
    (request) => register(deps, actorOf(request), request.body),
  );

  app.get(
    '/teachers',
    {
      schema: {
        ...operation('findTeachers', 'people', 'Registered teachers by name, at most 20'),
        querystring: z.strictObject({ search: line(100).min(2) }),
        response: answers({ 200: z.object({ items: z.array(teacherSchema) }) }, 'invalid'),
      },
    },
    async (request) => ({ items: await findTeachers(deps, actorOf(request), request.query) }),
  );
};
