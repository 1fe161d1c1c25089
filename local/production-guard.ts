import { StartProblem } from './start-problem.js';

/**
 * Refuses to go on where NODE_ENV says production: the parts of this folder trust everybody on the machine.
 *
 * @param part what is being started, as the sentence shall name it
 * @throws {StartProblem} in production
 */
export function refuseInProduction(part: string, environment: NodeJS.ProcessEnv = process.env): void {
  if (environment.NODE_ENV === 'production') {
    throw new StartProblem(
      `${part} is for trying the product on one machine and does not start with NODE_ENV=production. ` +
        'Unset NODE_ENV, or run the API and the worker against real services (see the operations handbook).',
    );
  }
}
