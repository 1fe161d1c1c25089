import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalProcess } from './end-process.js';
import { processIdentity } from './process-identity.js';
import { removeRecord, writeRecord } from './process-records.js';

/** How a part of the system is started, known to be ready, and ended. */
export interface ChildSpec {
  /** Names the log file and the record. */
  name: string;
  command: string;
  args: readonly string[];
  /** The whole environment: nothing is inherited. */
  environment: Readonly<Record<string, string>>;
  cwd?: string;
  user?: { uid: number; gid: number };
  stopSignal: 'SIGINT' | 'SIGTERM';
  graceMs: number;
  /** Lower numbers are stopped first. */
  stopOrder: number;
  /** Clears away what a killed predecessor left. */
  beforeLaunch?: () => Promise<void>;
  /** Rejects as long as the part, launched at that time (ms), is not ready; asked again and again. */
  probe: (launchedAt: number) => Promise<void>;
  readyWithinMs: number;
}

const LARGE_LOG_BYTES = 20_000_000;

/** Where logs and records of child processes are kept. */
export interface ChildFolders {
  logs: string;
  processes: string;
}

/** A started child process. */
export interface Child {
  readonly pid: number;
  readonly launchedAt: number;
  /** Resolves with a few words on how it ended. */
  readonly ended: Promise<string>;
  readonly hasEnded: () => boolean;
  /** The last lines that it wrote, for a person to see why it ended. */
  lastWords(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end, kills it when its grace is over, resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a child process in a group of its own (so that Ctrl-C reaches only us), with its output in a log file, and
 * writes down its id.
 *
 * @throws {Error} when the program cannot be started at all
 */
export async function launch(spec: ChildSpec, folders: ChildFolders): Promise<Child> {
  await spec.beforeLaunch?.();
  const logFile = path.join(folders.logs, `${spec.name}.log`);
  setAsideIfLarge(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const logStart = statSync(logFile).size;
  const launchedAt = Date.now();
  let child: ChildProcess;
  try {
    child = spawn(spec.command, spec.args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...spec.environment },
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...spec.user,
    });
  } finally {
    closeSync(log);
  }

  const { pid } = child;
  if (pid === undefined) {
    const error = await new Promise<Error>((resolve) => child.once('error', resolve));
    throw new Error(`${spec.command} cannot be started: ${error.message}`);
  }
  const { name, stopSignal, graceMs, stopOrder } = spec;
  // A child that ended within this instant has no identity any more and needs no record.
  const identity = processIdentity(pid);
  if (identity !== undefined) {
    const startedAt = new Date(launchedAt).toISOString();
    writeRecord(folders.processes, { name, pid, identity, startedAt, stopSignal, graceMs, stopOrder });
  }

  let alive = true;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      alive = false;
      removeRecord(folders.processes, name);
      resolve(signal === null ? `exit code ${code}` : `killed by ${signal}`);
    });
  });
  const signal = (wanted: NodeJS.Signals) => {
    if (alive) signalProcess(pid, wanted);
  };

  return {
    pid,
    launchedAt,
    ended,
    hasEnded: () => !alive,
    lastWords: () => tail(logFile, logStart),
    signal,
    async stop() {
      // A child that was paused would not see the request.
      signal('SIGCONT');
      signal(stopSignal);
      const inTime = await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      if (inTime === undefined && alive) {
        signalProcess(-pid, 'SIGKILL');
        await ended;
      }
    },
  };
}

/**
 * Waits until a child answers its probe.
 *
 * @returns undefined when it is ready, otherwise a few words on why it never will be
 */
export async function untilReady(child: Child, spec: ChildSpec): Promise<string | undefined> {
  const until = performance.now() + spec.readyWithinMs;
  let waitMs = 10;
  for (;;) {
    if (child.hasEnded()) return child.ended;
    try {
      await Promise.race([spec.probe(child.launchedAt), child.ended.then((how) => Promise.reject(new Error(how)))]);
      if (!child.hasEnded()) return undefined;
    } catch (error) {
      if (performance.now() > until) {
        return `not ready within ${spec.readyWithinMs / 1000} s (${(error as Error).message})`;
      }
    }
    await Promise.race([child.ended, sleep(waitMs)]);
    waitMs = Math.min(waitMs * 1.5, 200);
  }
}

function setAsideIfLarge(logFile: string): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LARGE_LOG_BYTES)
    renameSync(logFile, `${logFile}.old`);
}

async function tail(file: string, from: number): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - 4_000);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - start)), 0, size - start, start);
    const lines = buffer.subarray(0, bytesRead).toString('utf8').trim().split('\n');
    // The steps of a stack are in the log; what went wrong stands above them.
    return lines
      .filter((line) => !/^\s+at /.test(line))
      .slice(-8)
      .join('\n');
  } finally {
    await handle.close();
  }
}
