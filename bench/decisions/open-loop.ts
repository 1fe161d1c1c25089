// Decisions that come at a fixed pace, whether or not the one before is answered, while many projects are open: what a
// person at the page waits on an ordinary day.
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { COUNCIL_APPROVES, projectContent } from './contents.js';
import type { Commands } from './product-way.js';
import type { Programme, UserPeople } from './programme.js';
import { percentile, rounded } from './statistics.js';
import type { TaskLookup } from './task-lookup.js';

export interface OpenLoopOptions {
  /** What brings projects to their first task; what is measured. */
  prepare: Commands;
  measured: Commands;
  programme: Programme;
  rulebookId: string;
  tasks: TaskLookup;
  signal: AbortSignal;
  tell: (line: string) => void;
}

export interface OpenLoopReport {
  bench: 'decisions';
  openLoop: true;
  openProjects: number;
  perSecond: number;
  seconds: number;
  decisions: number;
  /** From the moment at which a decision was due, not from when it was sent: a late sender hides nothing. */
  decisionMs: { p50: number; p95: number; p99: number; max: number };
  failed: number;
}

const OPEN_PROJECTS = 1_000;
const PER_SECOND = 10;
const SECONDS = 60;
const AT_ONCE = 16;
/** Connections, statements and compiled code: as in a service that has run for a while. */
const WARM_UP_DECISIONS = 50;

interface OpenTask {
  projectId: string;
  people: UserPeople;
}

/** Opens the projects, and decides some of them at the fixed pace. @throws what a decision was refused with while warming up */
export async function openLoop(options: OpenLoopOptions): Promise<OpenLoopReport> {
  const { tell, signal, tasks, measured } = options;
  tell(`open loop: opening ${OPEN_PROJECTS} projects`);
  const open = await openProjects(options);
  const decide = async ({ projectId, people }: OpenTask) => {
    const [taskId = ''] = await tasks.ofProject(projectId, ['GR']);
    const dueAt = performance.now();
    await measured.decide(people.head, { taskId, projectId, applicationId: null }, COUNCIL_APPROVES);
    return performance.now() - dueAt;
  };
  for (const task of open.splice(0, WARM_UP_DECISIONS)) await decide(task);

  tell(`open loop: ${PER_SECOND} decisions a second for ${SECONDS} s`);
  const latenciesMs: number[] = [];
  let failed = 0;
  setMaxListeners(0, signal);
  const beginsAt = performance.now();
  const sent = open.slice(0, PER_SECOND * SECONDS).map(async (task, index) => {
    const [taskId = ''] = await tasks.ofProject(task.projectId, ['GR']);
    const dueAt = beginsAt + 1_000 + (index * 1_000) / PER_SECOND;
    await wait(dueAt - performance.now(), undefined, { signal });
    const target = { taskId, projectId: task.projectId, applicationId: null };
    await measured.decide(task.people.head, target, COUNCIL_APPROVES).catch(() => {
      failed += 1;
    });
    latenciesMs.push(performance.now() - dueAt);
  });
  await Promise.all(sent);
  const at = (share: number) => rounded(percentile(latenciesMs, share));
  return {
    bench: 'decisions',
    openLoop: true,
    openProjects: OPEN_PROJECTS,
    perSecond: PER_SECOND,
    seconds: SECONDS,
    decisions: latenciesMs.length,
    decisionMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
    failed,
  };
}

async function openProjects({ prepare, programme, rulebookId, signal }: OpenLoopOptions): Promise<OpenTask[]> {
  const open: OpenTask[] = [];
  let begun = 0;
  const lane = async () => {
    while (begun < OPEN_PROJECTS && !signal.aborted) {
      begun += 1;
      const people = programme.users[begun % programme.users.length] as UserPeople;
      const founder = people.founders[begun % people.founders.length] as UserPeople['founders'][number];
      const content = projectContent(founder.members, begun);
      const projectId = await prepare.createProject(founder.person, content, rulebookId);
      await prepare.submit(founder.person, projectId);
      open.push({ projectId, people });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return open;
}
