/** `npm run demo`: a project's way through the programme, told as it happens on the running system. */

import { StartProblem } from '../local/start-problem.js';
import { Refusal } from './demo/api.js';
import { gatherCast } from './demo/cast.js';
import { readExample } from './demo/example.js';
import { leaveOpen } from './demo/keep-open.js';
import { en } from './demo/messages/en.js';
import { wordsOf } from './demo/messages/words.js';
import { type DemoOptions, readOptions, UsageProblem } from './demo/options.js';
import { StoryProblem } from './demo/poll.js';
import { demandRunning, NotRunning } from './demo/preflight.js';
import { signInAt } from './demo/sign-in.js';
import { tellStory } from './demo/story.js';
import { Teller } from './demo/teller.js';

// A reader that closes the pipe ends the telling, not the story's exit code.
process.stdout.on('error', () => {});

try {
  process.exitCode = await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof UsageProblem)) throw error;
  process.stderr.write(`${error.message}\n\n${en.usage}\n`);
  process.exitCode = 2;
}

/** @returns the exit code: 0 when everything happened */
async function run(options: DemoOptions): Promise<number> {
  const words = wordsOf(options.language);
  if (options.help) {
    process.stdout.write(`${words.usage}\n`);
    return 0;
  }
  const teller = new Teller(process.stdout, words, process.env);
  const { addresses } = options;
  try {
    teller.line(options.keepOpen ? words.keepOpenTitle : words.title, 'bold');
    teller.line(words.places(addresses));
    await demandRunning(addresses, words);
    const gathered = await gatherCast(await signInAt(addresses.issuer), addresses.web);
    const players = { ...gathered, example: await readExample() };
    await (options.keepOpen ? leaveOpen : tellStory)(options, players, teller);
    return 0;
  } catch (error) {
    teller.line();
    if (error instanceof NotRunning) {
      teller.line(error.message);
      return 1;
    }
    teller.line(words.failed(reasonOf(error)), 'red');
    return 1;
  }
}

/** A sentence where what happened is known; the whole error where nobody foresaw it. */
function reasonOf(error: unknown): string {
  if (error instanceof StoryProblem || error instanceof Refusal || error instanceof StartProblem) return error.message;
  const { message, stack, cause } = error as Error;
  // Node tells in the cause alone which address did not answer.
  return message === 'fetch failed' ? `${message}: ${(cause as Error | undefined)?.message}` : String(stack);
}
