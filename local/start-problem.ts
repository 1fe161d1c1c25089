/**
 * What keeps the local system from starting, said to the person who starts it: one sentence that names the trouble and
 * one that names the remedy. Anything else that is thrown is a fault of ours and is shown with its stack.
 */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
