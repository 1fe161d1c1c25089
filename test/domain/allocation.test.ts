import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../domain/allocation.js';
import { ALLOCATION_POLICIES } from '../../domain/rulebook/evaluation.js';

const USERS = ['a', 'b', 'c', 'd', 'e'] as const;
const at = (minute: number) => new Date(Date.UTC(2022, 7, 21, 0, minute)).toISOString();

const taskOf = (excluded: fc.Arbitrary<string[]>) =>
  fc.record({
    taskId: fc.uuid(),
    applicationId: fc.uuid(),
    openedAt: fc.integer({ min: 0, max: 5 }).map(at),
    dueAt: fc.constant(at(59)),
    excludedUserIds: excluded,
  });
const anyone = fc.subarray([...USERS]);
const distinct = { selector: ({ taskId }: { taskId: string }) => taskId, maxLength: 30 };
const tasksWith = (excluded: fc.Arbitrary<string[]>) => fc.uniqueArray(taskOf(excluded), distinct);
const evaluators = fc
  .subarray([...USERS])
  .chain((userIds) => fc.tuple(...userIds.map((userId) => fc.nat(9).map((openTasks) => ({ userId, openTasks })))));
const lastUserId = fc.option(fc.constantFrom(...USERS));
const policy = fc.constantFrom(...ALLOCATION_POLICIES);
const giving = fc.constantFrom('leastLoaded' as const, 'roundRobin' as const);

const facts = fc.record({ tasks: tasksWith(anyone), evaluators, lastUserId });

describe('the allocation of evaluations', () => {
  test('R-1.4.f gives nobody a task of a project to which he or she is a party, and nothing to others than evaluators', () => {
    fc.assert(
      fc.property(policy, facts, (by, known) => {
        for (const { taskId, userId } of allocate(by, known)) {
          const task = known.tasks.find((candidate) => candidate.taskId === taskId);
          expect(task?.excludedUserIds).not.toContain(userId);
          expect(known.evaluators.map((evaluator) => evaluator.userId)).toContain(userId);
        }
      }),
    );
  });

  test('gives each task once at most, and leaves one only when nobody may have it', () => {
    fc.assert(
      fc.property(giving, facts, (by, known) => {
        const given = allocate(by, known).map(({ taskId }) => taskId);
        expect(new Set(given).size).toBe(given.length);
        const left = known.tasks.filter(({ taskId }) => !given.includes(taskId));
        for (const { excludedUserIds } of left) {
          expect(known.evaluators.filter(({ userId }) => !excludedUserIds.includes(userId))).toEqual([]);
        }
      }),
    );
  });

  test('is the same whatever the order of the facts', () => {
    fc.assert(
      fc.property(policy, facts, (by, known) => {
        const turned = { ...known, tasks: [...known.tasks].reverse(), evaluators: [...known.evaluators].reverse() };
        expect(allocate(by, turned)).toEqual(allocate(by, known));
      }),
    );
  });

  test('given to the least loaded, nobody who was given something has more than one above anybody else', () => {
    const free = fc.record({ tasks: tasksWith(fc.constant([])), evaluators, lastUserId });
    fc.assert(
      fc.property(free, (known) => {
        const given = allocate('leastLoaded', known);
        const after = known.evaluators.map(({ userId, openTasks }) => {
          const more = given.filter((one) => one.userId === userId).length;
          return { more, load: openTasks + more };
        });
        const least = Math.min(...after.map(({ load }) => load));
        for (const { more, load } of after) if (more > 0) expect(load - least).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('given to one after the other, nobody gets two more than anybody else', () => {
    const free = fc.record({ tasks: tasksWith(fc.constant([])), evaluators, lastUserId });
    fc.assert(
      fc.property(free, (known) => {
        const given = allocate('roundRobin', known);
        const counts = known.evaluators.map(({ userId }) => given.filter((one) => one.userId === userId).length);
        if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('given to one after the other, it goes on after whoever had the last one', () => {
    const task = { taskId: 't', applicationId: 'p', openedAt: at(0), dueAt: at(59), excludedUserIds: [] };
    const both = ['a', 'b'].map((userId) => ({ userId, openTasks: 0 }));
    const next = (last: string | null) => allocate('roundRobin', { tasks: [task], evaluators: both, lastUserId: last });

    expect([null, 'a', 'b'].map((last) => next(last)[0]?.userId)).toEqual(['a', 'b', 'a']);
  });

  test('gives nobody two evaluations of one application', () => {
    fc.assert(
      fc.property(giving, tasksWith(fc.constant([])), evaluators, (by, tasks, who) => {
        const same = tasks.map((task) => ({ ...task, applicationId: 'one' }));
        const given = allocate(by, { tasks: same, evaluators: who, lastUserId: null });
        expect(given).toHaveLength(Math.min(same.length, who.length));
        expect(new Set(given.map(({ userId }) => userId)).size).toBe(given.length);
      }),
    );
  });

  test('gives nothing where evaluators claim for themselves', () => {
    fc.assert(fc.property(facts, (known) => expect(allocate('none', known)).toEqual([])));
  });
});
