// Small builders that keep the rules readable.
import type { Audience, Conclusion, Consequence, JournalNote, MailConsequence, MailTemplate } from './consequence.js';
import { type DueDate, dueDateFor } from './due-date.js';
import type { LabelFacts, ProjectFacts, TaskFacts } from './facts.js';
import { nsoOf } from './rulebook.js';
import type { AnswerValues, Command, RefusalCode } from './step.js';
import type { TaskKind } from './vocabulary.js';

type Facts = Pick<ProjectFacts | LabelFacts, 'now' | 'rulebook' | 'tasks'>;

export function refuse(code: RefusalCode, rule: string | null, values: AnswerValues = {}): Conclusion {
  return { answer: { kind: 'refused', code, rule, values } };
}

export function apply(
  outcome: string,
  note: JournalNote,
  consequences: Consequence[],
  values: AnswerValues = {},
): Conclusion {
  return { answer: { kind: 'applied', outcome, values }, consequences, note };
}

export function mail(
  template: MailTemplate,
  audience: Audience,
  facts: AnswerValues = {},
  taskId: string | null = null,
): MailConsequence {
  return { kind: 'mail', template, audience, facts, taskId };
}

/** Whoever may take the task: the school's head, the NSO's evaluators, or the project's founders. */
export function candidatesOf(task: Pick<TaskFacts, 'kind' | 'nsoId' | 'schoolId'>): Audience {
  if (task.kind === 'revision') return { to: 'founders' };
  return task.kind === 'councilApproval' && task.schoolId
    ? { to: 'heads', schoolIds: [task.schoolId] }
    : { to: 'evaluators', nsoId: task.nsoId };
}

/** A member of the project, by his or her teacher's profile. */
export function toTeacher({ members }: Pick<LabelFacts, 'members'>, teacherId: string): Audience {
  return {
    to: 'users',
    userIds: members.filter((member) => member.teacherId === teacherId).map(({ userId }) => userId),
  };
}

/** Opens a task with the due date and the ladder that its policy gives at its NSO, and tells its candidates. */
export function openTask(facts: Facts, kind: TaskKind, nsoId: string, schoolId: string | null): Consequence[] {
  const due = dueFrom(facts, kind, nsoId);
  return [
    {
      kind: 'openTask',
      task: { kind, nsoId, schoolId, due },
      announcement: mail('taskOpened', candidatesOf({ kind, nsoId, schoolId }), { taskKind: kind, dueAt: due.dueAt }),
    },
  ];
}

/** When a task that is opened, or taken up again, now is due. @throws RangeError for an unknown NSO */
export function dueFrom(facts: Facts, kind: TaskKind, nsoId: string): DueDate {
  const policy = facts.rulebook.taskPolicies[kind];
  const calendar = nsoOf(facts.rulebook, nsoId);
  return dueDateFor({ policy, calendar, clock: facts.rulebook.programmeClock, openedAt: facts.now });
}

/** Somebody still has to do it, now or once another NSO's changes are made. */
export function isPending(task: Pick<TaskFacts, 'status'>): boolean {
  return task.status === 'open' || task.status === 'waiting';
}

/** Cancels the pending tasks but one, and tells whoever would have worked on them why. */
export function cancelOpenTasks(facts: Facts, why: AnswerValues, exceptTaskId: string | null = null): Consequence[] {
  return facts.tasks
    .filter((task) => isPending(task) && task.taskId !== exceptTaskId)
    .flatMap((task) => cancelTask(task, why));
}

/** Cancels a task, and tells whoever would have worked on it why. */
export function cancelTask(task: TaskFacts, why: AnswerValues): Consequence[] {
  return [
    { kind: 'closeTask', taskId: task.taskId, as: 'cancelled', outcome: null },
    mail('taskCancelled', candidatesOf(task), { taskKind: task.kind, ...why }, task.taskId),
  ];
}

/** The last task of each council or NSO: what it decides now, whatever it decided of an earlier version. */
export function latestOf(facts: Pick<Facts, 'tasks'>, kind: 'councilApproval' | 'nsoApproval'): TaskFacts[] {
  const ofKind = facts.tasks.filter((task) => task.kind === kind);
  return [...new Map(ofKind.map((task) => [`${task.nsoId}/${task.schoolId}`, task])).values()];
}

/**
 * The task that a decision is for, if it may still be decided by this person.
 * @returns the task, or the conclusion that turns the decision away: the first decision wins, the second hears of it.
 */
export function decidableTask(
  facts: Facts,
  command: Command,
  actorId: string,
): { task: TaskFacts; turnedAway?: never } | { task?: never; turnedAway: Conclusion } {
  const task = facts.tasks.find((candidate) => candidate.taskId === command.taskId);
  if (!task) return { turnedAway: refuse('taskUnknown', null) };
  if (task.status === 'decided') {
    const answer = {
      kind: 'already',
      outcome: task.outcome ?? '',
      at: task.closedAt ?? facts.now,
      values: {},
    } as const;
    return { turnedAway: { answer } };
  }
  if (task.status === 'cancelled') return { turnedAway: refuse('taskClosed', null, { at: task.closedAt }) };
  if (task.status === 'waiting') return { turnedAway: refuse('taskWaiting', 'R-1.4.f') };
  if (task.assigneeId !== null && task.assigneeId !== actorId) {
    return { turnedAway: refuse('taskClaimedByAnother', null, { assigneeId: task.assigneeId }) };
  }
  return { task };
}
