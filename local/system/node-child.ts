import type { ChildSpec } from '../process/child.js';

/** What a request or a step leaves behind is young when it dies: with room for it, it is never copied. */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=32'];

/** A part that is one of our own modules, run by this node. */
export function nodeChild(
  part: Pick<ChildSpec, 'name' | 'environment' | 'stopOrder' | 'graceMs' | 'probe'> & { module: string },
): ChildSpec {
  const { module, ...rest } = part;
  return {
    ...rest,
    command: process.execPath,
    args: [...NODE_OPTIONS, module],
    stopSignal: 'SIGTERM',
    readyWithinMs: 30_000,
  };
}

/** A probe: the address answers 200. */
export function answers(url: string): () => Promise<void> {
  return async () => {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    if (response.status !== 200) {
      throw new Error(`${new URL(url).pathname} answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
    }
    await response.body?.cancel();
  };
}

/** The variables that have a value. */
export function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
