// Loaded into a process before its program (`node --import`): leaves a CPU profile of its main thread when it ends.
import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import path from 'node:path';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

const folder = process.env.BENCH_PROFILE_FOLDER;
if (folder && isMainThread) {
  mkdirSync(folder, { recursive: true });
  const program = path.basename(path.dirname(process.argv[1] ?? 'node'));
  const file = path.join(folder, `${program}-${process.pid}.cpuprofile`);
  const session = new Session();
  session.connect();
  session.post('Profiler.enable', () => session.post('Profiler.start'));
  process.on('exit', () =>
    session.post('Profiler.stop', (_error, result) => {
      if (result?.profile) writeFileSync(file, JSON.stringify(result.profile));
    }),
  );
}
