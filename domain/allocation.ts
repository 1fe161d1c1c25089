// Who evaluates which application. Deterministic: the same facts, in whatever order, give the same allocation.
import { isBefore } from './instant.js';
import type { AllocationPolicy } from './rulebook/evaluation.js';
import type { Instant } from './vocabulary.js';

/** An open evaluation that nobody holds. */
export interface UnclaimedTask {
  taskId: string;
  applicationId: string;
  openedAt: Instant;
  dueAt: Instant;
  /** Evaluators who are a party to the project, or evaluate this application already. */
  excludedUserIds: readonly string[];
}

export interface AvailableEvaluator {
  userId: string;
  /** Open evaluations that he or she holds. */
  openTasks: number;
}

export interface Allocation {
  taskId: string;
  userId: string;
}

/**
 * Allocates tasks to evaluators by the rulebook's policy, those that were opened first coming first. Only what nobody holds
 * is given, and nobody gets a task of a project to which he or she is a party, or two of one application. A task for which
 * no evaluator is left stays with the group.
 * @param facts `lastUserId`: to whom the last task was given before, for `roundRobin`
 * @returns at most one allocation per task, in the order in which they are given
 */
export function allocate(
  policy: AllocationPolicy,
  facts: {
    tasks: readonly UnclaimedTask[];
    evaluators: readonly AvailableEvaluator[];
    lastUserId: string | null;
  },
): Allocation[] {
  if (policy === 'none') return [];
  const evaluators = [...facts.evaluators].sort((one, other) => compareIds(one.userId, other.userId));
  const loads = new Map(evaluators.map(({ userId, openTasks }) => [userId, openTasks]));
  const givenOf = new Map<string, string[]>();
  const allocations: Allocation[] = [];
  let last = facts.lastUserId;
  for (const task of [...facts.tasks].sort(inOrderOfOpening)) {
    const given = givenOf.get(task.applicationId) ?? [];
    const free = evaluators
      .map(({ userId }) => userId)
      .filter((userId) => !task.excludedUserIds.includes(userId) && !given.includes(userId));
    const userId = policy === 'leastLoaded' ? leastLoaded(free, loads) : nextAfter(free, last);
    if (userId === undefined) continue;
    allocations.push({ taskId: task.taskId, userId });
    loads.set(userId, (loads.get(userId) ?? 0) + 1);
    givenOf.set(task.applicationId, [...given, userId]);
    last = userId;
  }
  return allocations;
}

/** `free` is in the order of ids: of equals the first one. */
function leastLoaded(free: readonly string[], loads: ReadonlyMap<string, number>): string | undefined {
  const loadOf = (userId: string) => loads.get(userId) ?? 0;
  return free.reduce<string | undefined>(
    (least, userId) => (least === undefined || loadOf(userId) < loadOf(least) ? userId : least),
    undefined,
  );
}

function nextAfter(free: readonly string[], last: string | null): string | undefined {
  return free.find((userId) => last === null || compareIds(userId, last) > 0) ?? free[0];
}

function inOrderOfOpening(one: UnclaimedTask, other: UnclaimedTask): number {
  if (isBefore(one.openedAt, other.openedAt)) return -1;
  return isBefore(other.openedAt, one.openedAt) ? 1 : compareIds(one.taskId, other.taskId);
}

/** Not by a locale: the order must be the same on every machine. */
function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
