import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { ChildSpec } from '../../local/process/child.js';
import { type PartEvent, Supervisor } from '../../local/supervisor.js';
import { withFolder } from './temporary-folder.js';

test('a part that is killed is started again, and its new id is recorded', () =>
  withSupervisor(async ({ supervisor, folder, events }) => {
    await supervisor.start(standIn(folder, 'api'));
    const before = supervisor.pid('api') as number;

    process.kill(before, 'SIGKILL');
    await until(() => events.some(({ kind }) => kind === 'restarted'));

    expect(events.map(({ kind }) => kind)).toEqual(['died', 'restarted']);
    expect(supervisor.pid('api')).not.toBe(before);
    const record = JSON.parse(readFileSync(path.join(folder, 'api.json'), 'utf8'));
    expect(record.pid).toBe(supervisor.pid('api'));
  }));

test('a part that was killed to stay down stays down until it is restarted', () =>
  withSupervisor(async ({ supervisor, folder, events }) => {
    await supervisor.start(standIn(folder, 'worker'));

    await supervisor.kill('worker', 'SIGKILL', 'stays down');
    await sleep(300);
    expect(supervisor.pid('worker')).toBeUndefined();
    await supervisor.restart('worker');

    expect(supervisor.pid('worker')).toBeGreaterThan(0);
    expect(events).toEqual([]);
  }));

test('a part that never becomes ready is refused with its last words', () =>
  withSupervisor(async ({ supervisor, folder }) => {
    const spec = standIn(folder, 'api', 'console.error("no such column: colour"); process.exit(3)');

    await expect(supervisor.start(spec)).rejects.toThrow(/The api did not start: exit code 3.*no such column: colour/s);
    expect(readdirSync(folder)).toEqual(['api.log']);
  }));

test('a part that keeps dying is said to, once, with where its log is', () =>
  withSupervisor(async ({ supervisor, folder, events }) => {
    // Ready at once, dead a moment later.
    const spec = standIn(folder, 'worker', `${SAY_READY}; setTimeout(() => process.exit(7), 20)`);

    await supervisor.start(spec);
    await until(() => events.some(({ kind }) => kind === 'crash-loop'), 10_000);

    const loops = events.filter((event) => event.kind === 'crash-loop');
    expect(loops).toEqual([{ kind: 'crash-loop', part: 'worker', sentence: expect.stringContaining('worker.log') }]);
  }));

test('all parts are stopped in order, and one that does not listen is killed when its grace is over', () =>
  withSupervisor(async ({ supervisor, folder }) => {
    const note = (name: string) =>
      `process.on("SIGTERM", () => { require("fs").appendFileSync(${JSON.stringify(`${folder}/order`)}, "${name} "); process.exit(0); })`;
    const deaf = 'process.on("SIGTERM", () => {})';
    await Promise.all([
      supervisor.start({ ...standIn(folder, 'database', `${note('database')}; ${LIVE}`), stopOrder: 9 }),
      supervisor.start({ ...standIn(folder, 'api', `${note('api')}; ${LIVE}`), stopOrder: 1 }),
      supervisor.start({ ...standIn(folder, 'deaf', `${deaf}; ${LIVE}`), stopOrder: 5, graceMs: 200 }),
    ]);

    await supervisor.stopAll();

    expect(readFileSync(`${folder}/order`, 'utf8')).toBe('api database ');
    expect(supervisor.pids()).toEqual({});
    expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toEqual([]);
    await expect(supervisor.start(standIn(folder, 'late'))).rejects.toThrow(/being stopped/);
  }));

const SAY_READY = 'require("fs").writeFileSync(process.env.READY, String(process.pid))';
const LIVE = `${SAY_READY}; setInterval(() => {}, 1000)`;

/** A small program in place of a part: it is ready when it has written its id to a file. */
function standIn(folder: string, name: string, program = LIVE): ChildSpec {
  const ready = path.join(folder, `${name}.ready`);
  return {
    name,
    command: process.execPath,
    args: ['-e', program],
    environment: { READY: ready },
    stopSignal: 'SIGTERM',
    graceMs: 2_000,
    stopOrder: 1,
    probe: async () => {
      if (!existsSync(ready)) throw new Error('not ready');
    },
    readyWithinMs: 5_000,
  };
}

async function withSupervisor(
  work: (context: { supervisor: Supervisor; folder: string; events: PartEvent[] }) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const events: PartEvent[] = [];
    const supervisor = new Supervisor({ logs: folder, processes: folder }, (event) => events.push(event));
    try {
      await work({ supervisor, folder, events });
    } finally {
      await supervisor.stopAll();
    }
  });
}

async function until(holds: () => boolean, withinMs = 5_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not come about in time.');
    await sleep(20);
  }
}
