import { setTimeout as sleep } from 'node:timers/promises';
import { isSameProcess } from './process-identity.js';

/** A running process and how it wants to be ended. */
export interface EndableProcess {
  pid: number;
  identity: string;
  stopSignal: 'SIGINT' | 'SIGTERM';
  graceMs: number;
}

/**
 * Asks a process to end, waits, and kills it with its group when its grace is over.
 *
 * @returns whether it ended by itself; also true when it did not run any more
 */
export async function endProcess({ pid, identity, stopSignal, graceMs }: EndableProcess): Promise<boolean> {
  if (!isSameProcess(pid, identity)) return true;
  // A stopped process (SIGSTOP, Ctrl-Z) would not see the request.
  signalProcess(pid, 'SIGCONT');
  signalProcess(pid, stopSignal);
  if (await gone(pid, identity, graceMs)) return true;

  signalProcess(-pid, 'SIGKILL');
  signalProcess(pid, 'SIGKILL');
  await gone(pid, identity, 5_000);
  return false;
}

/** Sends a signal to a process (or, negative, to a group); one that is gone already is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function gone(pid: number, identity: string, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isSameProcess(pid, identity)) {
    if (performance.now() > until) return false;
    await sleep(50);
  }
  return true;
}
