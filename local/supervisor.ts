import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, type ChildFolders, type ChildSpec, launch, untilReady } from './process/child.js';
import { StartProblem } from './start-problem.js';

/** What a supervisor tells of its parts. */
export type PartEvent =
  | { kind: 'died'; part: string; how: string }
  | { kind: 'restarted'; part: string; afterMs: number }
  /** It keeps dying; the sentence says so and where to look. It is still restarted, but seldom. */
  | { kind: 'crash-loop'; part: string; sentence: string };

interface Part {
  spec: ChildSpec;
  child?: Child;
  /** Aborted once a stop was asked for: from then on an end is no death. */
  stopping: AbortController;
  /** Resolves when no child of this part runs and none will be started. */
  finished: Promise<void>;
  quickDeaths: number;
}

const TRIES_AT_START = 3;
const DEATHS_THAT_MAKE_A_LOOP = 5;
const LONG_LIFE_MS = 5_000;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;

/** Runs child processes: restarts those that die, and stops all of them in order. */
export class Supervisor {
  readonly #parts = new Map<string, Part>();
  readonly #folders: ChildFolders;
  readonly #tell: (event: PartEvent) => void;
  #closed = false;

  constructor(folders: ChildFolders, tell: (event: PartEvent) => void = () => {}) {
    this.#folders = folders;
    this.#tell = tell;
  }

  /**
   * Starts a part and waits until it is ready; from then on it is restarted whenever it dies.
   *
   * @throws {StartProblem} with its last words when it does not become ready
   */
  async start(spec: ChildSpec): Promise<void> {
    if (this.#closed) throw new StartProblem(`The ${spec.name} was not started: the system is being stopped.`);
    const part: Part = { spec, stopping: new AbortController(), finished: Promise.resolve(), quickDeaths: 0 };
    this.#parts.set(spec.name, part);
    const ready = this.#untilFirstReady(part);
    part.finished = ready.then(
      (child) => this.#keep(part, child),
      () => {},
    );
    await ready;
  }

  /** The process id of a part; undefined while it is down. */
  pid(name: string): number | undefined {
    const { child } = this.#part(name);
    return child && !child.hasEnded() ? child.pid : undefined;
  }

  /** The process ids of all parts that run, by name. */
  pids(): Record<string, number> {
    return Object.fromEntries(
      [...this.#parts.keys()].flatMap((name) => {
        const pid = this.pid(name);
        return pid === undefined ? [] : [[name, pid]];
      }),
    );
  }

  /**
   * Sends a signal to a part, as a fault would. Resolves when the part is gone; at once for signals that pause or wake.
   *
   * @param after whether it is restarted as usual, or stays down until `restart`
   */
  async kill(name: string, signal: NodeJS.Signals, after: 'restarts' | 'stays down' = 'restarts'): Promise<void> {
    const part = this.#part(name);
    // A death that was ordered says nothing about the part's health.
    part.quickDeaths = 0;
    if (after === 'stays down') part.stopping.abort();
    part.child?.signal(signal);
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await part.child?.ended;
  }

  /** Stops a part if it runs, starts it, and waits until it is ready. */
  async restart(name: string): Promise<void> {
    await this.stop(name);
    await this.start(this.#part(name).spec);
  }

  /** Stops a part; it stays down until `restart`. */
  async stop(name: string): Promise<void> {
    const part = this.#part(name);
    part.stopping.abort();
    await part.child?.stop();
    await part.finished;
  }

  /** Stops all parts, those with the lowest stop order first. */
  async stopAll(): Promise<void> {
    this.#closed = true;
    const parts = [...this.#parts.values()];
    for (const part of parts) {
      // Nothing may be restarted, or go on starting, while the others are being stopped.
      part.stopping.abort();
    }
    const orders = [...new Set(parts.map(({ spec }) => spec.stopOrder))].sort((a, b) => a - b);
    for (const order of orders) {
      const these = parts.filter(({ spec }) => spec.stopOrder === order);
      await Promise.all(these.map(({ spec }) => this.stop(spec.name)));
    }
  }

  /** Kills all parts at once. What they had committed is safe; the next start recovers it. */
  killAll(): void {
    this.#closed = true;
    for (const { stopping, child } of this.#parts.values()) {
      stopping.abort();
      child?.signal('SIGKILL');
    }
  }

  async #untilFirstReady(part: Part): Promise<Child> {
    const { spec, stopping } = part;
    let failure = 'it was stopped';
    for (let tries = 0; tries < TRIES_AT_START && !stopping.signal.aborted; tries += 1) {
      const child = await launch(spec, this.#folders);
      part.child = child;
      const why = stopping.signal.aborted ? 'it was stopped' : await untilReady(child, spec);
      if (why === undefined) return child;
      const words = await child.lastWords();
      const gaveUp = !child.hasEnded();
      await child.stop();
      failure = words ? `${why}. Its last words:\n${words.replace(/^/gm, '    ')}` : why;
      // One that dies may have met a passing obstacle; one that lives and is never ready will not be the next time.
      if (gaveUp) break;
      await pause(part);
    }
    throw new StartProblem(`The ${spec.name} did not start: ${failure}`);
  }

  /** Restarts a part until a stop is asked for. */
  async #keep(part: Part, first: Child): Promise<void> {
    const { spec, stopping } = part;
    let child = first;
    let bornAt = performance.now();
    for (;;) {
      const how = await child.ended;
      const diedAt = performance.now();
      if (stopping.signal.aborted) return;
      this.#tell({ kind: 'died', part: spec.name, how });
      part.quickDeaths = diedAt - bornAt > LONG_LIFE_MS ? 0 : part.quickDeaths + 1;
      if (part.quickDeaths === DEATHS_THAT_MAKE_A_LOOP) this.#tell(this.#crashLoop(spec.name, how));
      await pause(part);
      if (stopping.signal.aborted) return;

      bornAt = performance.now();
      try {
        child = await launch(spec, this.#folders);
      } catch (error) {
        child = stillborn(error as Error);
      }
      part.child = child;
      // A stop that came while it was being launched has seen the old child only.
      if (stopping.signal.aborted) return child.stop();
      const why = await untilReady(child, spec);
      if (why === undefined) this.#tell({ kind: 'restarted', part: spec.name, afterMs: performance.now() - diedAt });
      else await child.stop();
    }
  }

  #crashLoop(name: string, how: string): PartEvent {
    const sentence =
      `The ${name} keeps dying (${how}); it is tried again every ${LONGEST_BACKOFF_MS / 1000} s. ` +
      `Its log says why: ${this.#folders.logs}/${name}.log`;
    return { kind: 'crash-loop', part: name, sentence };
  }

  #part(name: string): Part {
    const part = this.#parts.get(name);
    if (!part) throw new Error(`No part is called ${name}; there are ${[...this.#parts.keys()].join(', ')}.`);
    return part;
  }
}

async function pause({ quickDeaths, stopping }: Part): Promise<void> {
  // The first wait is also what the sessions of a killed database take to notice, before it can start again.
  const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** Math.max(0, quickDeaths - 1), LONGEST_BACKOFF_MS);
  await sleep(backoffMs, undefined, { signal: stopping.signal }).catch(() => {});
}

function stillborn(error: Error): Child {
  return {
    pid: 0,
    launchedAt: Date.now(),
    ended: Promise.resolve(error.message),
    hasEnded: () => true,
    lastWords: async () => error.message,
    signal: () => {},
    stop: async () => {},
  };
}
