import { readCommand } from '../../usecases/read-command.js';
import { commandSchema } from '../answers/command.js';
import { actorOf } from '../bearer.js';
import { answers, idParams, operation } from '../route-schema.js';
import type { Routes } from './index.js';

/** What became of a command that was answered with 202, or whose answer was lost. */
export const commandRoutes: Routes = async (app, { deps }) => {
  app.get(
    '/commands/:commandId',
    {
      schema: {
        ...operation('readCommand', 'commands', 'A command of mine and its answer, once it has one'),
        params: idParams('commandId'),
        response: answers({ 200: commandSchema }, 'notFound'),
      },
    },
    (request) => readCommand(deps, actorOf(request), request.params.commandId),
  );
};
