import { Problem } from '../../usecases/problem.js';

/** @returns the problem with which a use case said no. @throws when it said yes, or failed otherwise */
export async function problemOf(attempt: Promise<unknown>): Promise<Pick<Problem, 'code' | 'rule' | 'values'>> {
  const problem = await attempt.then(
    (answer) => new Error(`no problem, but ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (!(problem instanceof Problem)) throw problem;
  const { code, rule, values } = problem;
  return { code, rule, values };
}
