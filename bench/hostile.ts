// The bench of hostile input: how late an API's event loop is while it is attacked, beside that of an idle one.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { freePorts } from '../local/ports.js';
import { compiled } from '../local/project-folder.js';
import { USUAL_PROCESSES } from '../local/system/app-processes.js';
import { type Journey, startJourney } from '../test/journeys/support/journey.js';
import { until } from '../test/journeys/support/until.js';
import { clearRunFolder, openRunFolder, sweepDeadRuns } from '../test/support/test-run-folder.js';
import { attack, CALLERS } from './hostile/attack.js';
import { type HostileReport, hostileReport, type LoopDelay } from './hostile/report.js';

export interface HostileOptions {
  seconds: number;
  signal: AbortSignal;
  /** Told of what goes on. */
  tell: (line: string) => void;
  report: (report: HostileReport) => void;
}

const WARM_UP_SECONDS = 2;

const APIS = ['api', 'idle-api'] as const;
type Api = (typeof APIS)[number];

/** Starts a system of its own with two APIs, attacks one of them, and takes everything away again. */
export async function benchHostile({ seconds, signal, tell, report }: HostileOptions): Promise<void> {
  await sweepDeadRuns();
  const folder = await openRunFolder();
  const [idlePort = 0] = await freePorts(1);
  const measured = (name: Api) => ({
    NODE_OPTIONS: `--import=${pathToFileURL(compiled('bench/hostile/watch-event-loop.js')).href}`,
    BENCH_EVENT_LOOP_FILE: path.join(folder, `${name}.json`),
    ...(name === 'idle-api' && { PORT: String(idlePort) }),
  });
  const apis = APIS.map((name) => {
    const environment = { ...measured(name), REQUESTS_PER_MINUTE: '10000000' };
    return { name, kind: 'api' as const, module: compiled('api/main.js'), environment };
  });
  try {
    const processes = [...USUAL_PROCESSES.filter(({ kind }) => kind === 'worker'), ...apis];
    const journey = await startJourney({ folder, processes });
    try {
      const token = await journey.token('greekFounder');
      const { port } = new URL(journey.system.urls.web);
      const targets = { attacked: `http://127.0.0.1:${port}`, idle: `http://127.0.0.1:${idlePort}`, token };
      tell(`${WARM_UP_SECONDS} s of warm-up, then ${seconds} s`);
      await attack(targets, WARM_UP_SECONDS, signal);
      await Promise.all(APIS.map((name) => loopDelay(journey, folder, name)));

      const attacked = await attack(targets, seconds, signal);
      const [attackedLoop, idleLoop] = await Promise.all([
        loopDelay(journey, folder, 'api'),
        loopDelay(journey, folder, 'idle-api'),
      ]);
      report(hostileReport({ ...attacked, callers: CALLERS, attackedLoop, idleLoop }));
    } finally {
      await journey.close();
    }
  } finally {
    await clearRunFolder(folder);
  }
}

/** How late that API's event loop was since this was asked last. */
async function loopDelay({ system }: Journey, folder: string, name: Api): Promise<LoopDelay> {
  const file = path.join(folder, `${name}.json`);
  await rm(file, { force: true });
  process.kill(system.pids()[name] as number, 'SIGUSR2');
  return until('it has written', async () => JSON.parse(await readFile(file, 'utf8')) as LoopDelay);
}
