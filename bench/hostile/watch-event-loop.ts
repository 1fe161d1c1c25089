// Loaded into a process before its program (`node --import`): at SIGUSR2 it writes how late its event loop was since the last one.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import type { LoopDelay } from './report.js';

const RESOLUTION_MS = 5;

const file = process.env.BENCH_EVENT_LOOP_FILE;
if (file && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // The monitor's own timer is due every so often: only what comes on top of that is a delay.
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  process.on('SIGUSR2', () => {
    const measured: LoopDelay = {
      p50: beyond(delay.percentile(50)),
      p99: beyond(delay.percentile(99)),
      longest: beyond(delay.max),
    };
    delay.reset();
    writeFileSync(`${file}.new`, JSON.stringify(measured));
    renameSync(`${file}.new`, file);
  });
}
