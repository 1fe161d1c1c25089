import { apply, candidatesOf, mail } from './conclude.js';
import type { Conclusion } from './consequence.js';
import type { LabelFacts, ProjectFacts, TaskFacts } from './facts.js';

/** Name of the timer of a task's rung. */
export function rungTimer(taskId: string, rung: string): string {
  return `${taskId}/${rung}`;
}

/**
 * A rung of a task's ladder came due: a reminder to its candidates, or an escalation to the NSO's administrators.
 * A rung of a closed task, or one that was passed already, has no effect.
 * @param lapse what follows from the last rung of a task that lapses
 */
export function climbRung(
  facts: Pick<ProjectFacts | LabelFacts, 'tasks'>,
  timer: string,
  lapse: (task: TaskFacts) => Conclusion = () => withoutEffect(timer),
): Conclusion {
  const task = facts.tasks.find((candidate) => timer.startsWith(`${candidate.taskId}/`));
  const index = task?.rungs.findIndex((rung) => rungTimer(task.taskId, rung.rung) === timer) ?? -1;
  const passed = task?.rungs[index];
  if (!task || !passed || task.status !== 'open' || task.nextRung !== passed.rung) return withoutEffect(timer);

  if (passed.kind === 'lapse') return lapse(task);
  const next = task.rungs[index + 1] ?? null;
  const note = {
    event: passed.kind === 'reminder' ? ('taskReminded' as const) : ('taskEscalated' as const),
    element: task.kind,
    rules: [],
    detail: { taskId: task.taskId, taskKind: task.kind, rung: passed.rung, dueAt: task.dueAt },
  };
  return apply(passed.kind, note, [
    { kind: 'passRung', taskId: task.taskId, passed, next },
    ...tell(task, passed.kind),
  ]);
}

function tell(task: TaskFacts, kind: 'reminder' | 'escalation') {
  const about = { taskKind: task.kind, dueAt: task.dueAt };
  if (kind === 'escalation') {
    return [mail('taskEscalated', { to: 'nsoAdministrators', nsoId: task.nsoId }, about, task.taskId)];
  }
  const audience = task.assigneeId ? { to: 'users' as const, userIds: [task.assigneeId] } : candidatesOf(task);
  return [mail('taskReminder', audience, about, task.taskId)];
}

/** A timer that found nothing to do, noted so that the chain of steps has no gap. */
export function withoutEffect(timer: string): Conclusion {
  return apply('nothing', { event: 'timerWithoutEffect', element: 'timer', rules: [], detail: { timer } }, []);
}
