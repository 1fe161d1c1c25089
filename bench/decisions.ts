// The bench of decisions: how many a second, how fast, and what they cost, beside a bare Temporal workflow.
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openRecords } from '../records/database.js';
import { labelWorkflowId, projectWorkflowId } from '../temporal/names.js';
import { sweepDeadRuns } from '../test/support/test-run-folder.js';
import { Settlements } from '../usecases/settlements.js';
import { openBareRecords } from './bare/records.js';
import { BareWay } from './decisions/bare-way.js';
import { AUDIENCE, startBenchSystem } from './decisions/bench-system.js';
import { costliest, type HistoryCost, historyCost } from './decisions/history-cost.js';
import { httpCommands } from './decisions/http-commands.js';
import { startIssuer } from './decisions/issuer.js';
import { measure } from './decisions/measurement.js';
import { type OpenLoopReport, openLoop } from './decisions/open-loop.js';
import { ProductWay } from './decisions/product-way.js';
import { type Programme, registerProgramme } from './decisions/programme.js';
import { type Report, reportOf } from './decisions/report.js';
import { measureStart } from './decisions/start-time.js';
import { TaskLookup } from './decisions/task-lookup.js';
import type { WaitingApplication, Way, WayName } from './decisions/way.js';
import { Windows } from './decisions/windows.js';
import { workerCommands } from './decisions/worker-commands.js';

export interface DecisionsOptions {
  concurrencies: readonly number[];
  /** Measured seconds for each way at each concurrency. */
  seconds: number;
  ways: readonly WayName[];
  withStart: boolean;
  withOpenLoop: boolean;
  profileFolder?: string;
  /** Gives up, and takes everything away. */
  signal: AbortSignal;
  /** Told of what goes on. */
  tell: (line: string) => void;
  /** Told of each concurrency's result. */
  report: (report: Report) => void;
  /** Told of the result of the open loop. */
  reportOpenLoop: (report: OpenLoopReport) => void;
}

/** As many as an API process holds. */
const CONNECTIONS = 10;
const HISTORIES = 5;

type Closers = (() => Promise<unknown> | unknown)[];

/** Starts a system of its own, measures, and takes everything away again. */
export async function benchDecisions(options: DecisionsOptions): Promise<void> {
  const closers: Closers = [];
  try {
    await run(options, closers);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function run(options: DecisionsOptions, closers: Closers): Promise<void> {
  const { tell, signal, seconds } = options;
  await sweepDeadRuns();
  const startSeconds = options.withStart ? await measureStart(signal) : null;
  if (startSeconds !== null) tell(`npm start: ready after ${startSeconds.toFixed(1)} s`);
  const issuer = await startIssuer();
  closers.push(() => issuer.close());
  const { profileFolder } = options;
  const { system, stop } = await startBenchSystem({
    issuer: issuer.url,
    signal,
    ...(profileFolder && { profileFolder }),
  });
  closers.push(stop);
  const { urls } = system;

  const owner = openRecords(urls.database.owner, { application: 'bench', connections: CONNECTIONS });
  const records = openRecords(urls.database.api, { application: 'bench as api', connections: CONNECTIONS });
  const bareRecords = openBareRecords(urls.database.api, CONNECTIONS);
  const connection = await Connection.connect({ address: urls.temporal });
  closers.push(
    () => owner.destroy(),
    () => records.destroy(),
    () => bareRecords.close(),
    () => connection.close(),
  );

  const temporal = new Client({ connection });
  const settlements = new Settlements(records);
  closers.push(() => settlements.flush());
  const programme = await registerProgramme(owner, issuer.url, Math.max(...options.concurrencies));
  const windows = await Windows.open(owner, programme.rulebook);
  const tasks = new TaskLookup(owner);
  const http = httpCommands({
    address: urls.web,
    tokens: await tokensOf(programme, (subject) => issuer.token(subject, AUDIENCE)),
    connections: Math.max(...options.concurrencies),
  });
  closers.push(() => http.close());
  const worker = workerCommands({ records, temporal, settlements, log: pino({ level: 'silent' }) });
  const kindsOf = async (subjectId: string) => {
    const { rows } = await sql<{ kind: string }>`
      select kind from bench_bare.steps where subject_id = ${subjectId}`.execute(owner);
    return rows.map((row) => row.kind);
  };
  const all: Record<WayName, Way> = {
    http: new ProductWay('http', http, programme, windows, tasks),
    worker: new ProductWay('worker', worker, programme, windows, tasks),
    bare: new BareWay(temporal, bareRecords, windows, { kindsOf }),
  };
  const ways = options.ways.map((name) => all[name]);

  for (const concurrency of options.concurrencies) {
    const measured = await measure(ways, { concurrency, seconds, owner, system, windows, signal, tell });
    const finished = [...measured.rounds.http, ...measured.rounds.worker].flatMap((round) => round.finished);
    const history = await historiesOf(temporal, owner, finished.slice(-HISTORIES));
    options.report(reportOf(measured, { history, startSeconds }));
  }
  if (!options.withOpenLoop) return;
  const { rulebookId } = windows;
  options.reportOpenLoop(
    await openLoop({ prepare: worker, measured: http, programme, rulebookId, tasks, signal, tell }),
  );
}

async function tokensOf(
  programme: Programme,
  mint: (subject: string) => Promise<string>,
): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  for (const { head, greekEvaluator, frenchEvaluator, founders } of programme.users) {
    const people = [head, greekEvaluator, frenchEvaluator, ...founders.map((founder) => founder.person)];
    for (const { subject } of people) if (!tokens.has(subject)) tokens.set(subject, await mint(subject));
  }
  return tokens;
}

/** @returns null without a lifecycle of the product */
async function historiesOf(
  temporal: Client,
  owner: ReturnType<typeof openRecords>,
  lifecycles: readonly WaitingApplication[],
): Promise<HistoryCost | null> {
  if (lifecycles.length === 0) return null;
  const costs: HistoryCost[] = [];
  for (const { projectId, applicationId } of lifecycles) {
    const { teacher_id } = await owner
      .selectFrom('label_applications')
      .select('teacher_id')
      .where('application_id', '=', applicationId)
      .executeTakeFirstOrThrow();
    costs.push(await historyCost(temporal, [projectWorkflowId(projectId), labelWorkflowId(projectId, teacher_id)]));
  }
  return costliest(costs);
}
