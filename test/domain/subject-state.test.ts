import { describe, expect, test } from '@jest/globals';
import { labelState, projectState, type TaskInState } from '../../domain/subject-state.js';
import { LABEL_STATUSES } from '../../domain/vocabulary.js';

const ringsAt = (timer: string, at: string) => ({ timer, at });
const EARLY = '2022-03-01T08:00:00.000Z';
const LATE = '2022-03-02T08:00:00.000Z';

describe('the state of a project', () => {
  test('given an open task whose rung rings before the project itself does, when its state is told, then the rung is the next timer', () => {
    const tasks = new Map<string, TaskInState>([
      ['task', { status: 'open', rings: ringsAt('task/reminder-1', EARLY) }],
    ]);

    expect(projectState({ status: 'nsos', timer: ringsAt('own', LATE), tasks })).toEqual({
      status: 'nsos',
      ended: false,
      tasks: { task: 'open' },
      nextTimer: ringsAt('task/reminder-1', EARLY),
    });
  });

  test('given two timers at one instant, when the state is told, then the name that comes first rings, however they are listed', () => {
    const first = ringsAt('a', EARLY);
    const second = ringsAt('b/reminder-1', EARLY);
    const tasks = new Map<string, TaskInState>([['b', { status: 'open', rings: second }]]);

    expect(projectState({ status: 'active', timer: first, tasks }).nextTimer).toEqual(first);
    const swapped = new Map<string, TaskInState>([['a', { status: 'open', rings: first }]]);
    expect(projectState({ status: 'active', timer: second, tasks: swapped }).nextTimer).toEqual(first);
  });

  test('given tasks that wait or are decided, when the state is told, then none of them rings', () => {
    const rings = ringsAt('task/reminder-1', EARLY);
    const tasks = new Map<string, TaskInState>([
      ['waits', { status: 'waiting', rings }],
      ['decided', { status: 'decided', rings: null }],
    ]);

    expect(projectState({ status: 'returned', timer: null, tasks }).nextTimer).toBeNull();
  });

  test('given a status without a way on, when the state is told, then the project has ended', () => {
    expect(projectState({ status: 'lapsed', timer: null, tasks: new Map() }).ended).toBe(true);
    expect(projectState({ status: 'completed', timer: null, tasks: new Map() }).ended).toBe(false);
  });
});

test('given each status of a label application, when its state is told, then only an award or a refusal ends it', () => {
  const ended = LABEL_STATUSES.filter((status) => labelState({ status, timer: null, tasks: new Map() }).ended);

  expect(ended).toEqual(['awarded', 'refused']);
});
