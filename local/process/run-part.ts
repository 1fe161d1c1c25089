import { refuseInProduction } from '../production-guard.js';
import { StartProblem } from '../start-problem.js';

/**
 * Runs a local part as this process: refuses in production, ends cleanly on SIGTERM and SIGINT, and says in one sentence
 * why it cannot start.
 *
 * @param part as sentences name it
 * @param start starts it and returns how it is closed
 */
export async function runPart(
  part: string,
  start: (environment: NodeJS.ProcessEnv) => Promise<() => Promise<void>>,
): Promise<void> {
  try {
    refuseInProduction(part);
    const close = await start(process.env);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => void close().finally(() => process.exit(0)));
    }
  } catch (error) {
    const said = error instanceof StartProblem ? error.message : (error as Error).stack;
    process.stderr.write(`${said}\n`);
    process.exit(1);
  }
}
