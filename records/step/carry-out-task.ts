import { v7 as uuidv7 } from 'uuid';
import type { Consequence, TaskOpening } from '../../domain/consequence.js';
import type { Rung } from '../../domain/due-date.js';
import type { NextTimer } from '../../domain/step.js';
import { rungTimer } from '../../domain/task-rung.js';
import type { Setting } from './carry-out.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

/** @returns the new task's id. */
export function openTask({ plan, step, cause, loaded }: Setting, task: TaskOpening): string {
  const taskId = uuidv7();
  const [first] = task.due.rungs;
  plan.tasks.set(taskId, { status: 'open', rings: ringOf(taskId, first) });
  plan.add((db) =>
    db.insertInto('tasks').values({
      task_id: taskId,
      project_id: step.projectId,
      application_id: step.subject === 'label' ? step.subjectId : null,
      kind: task.kind,
      nso_id: task.nsoId,
      school_id: task.schoolId,
      status: 'open',
      opened_at: loaded.now,
      due_at: task.due.dueAt,
      due_why: JSON.stringify(task.due.why),
      rungs: JSON.stringify(task.due.rungs),
      next_rung: first?.rung ?? null,
      next_rung_at: first?.at ?? null,
      opened_by: cause,
      cause,
    }),
  );
  return taskId;
}

export function closeTask({ plan, cause, loaded }: Setting, closing: Of<'closeTask'>): void {
  plan.tasks.set(closing.taskId, { status: closing.as, rings: null });
  plan.add((db) =>
    db
      .updateTable('tasks')
      .set({
        status: closing.as,
        outcome: closing.outcome,
        closed_at: loaded.intake?.command.receivedAt ?? loaded.now,
        next_rung: null,
        next_rung_at: null,
        cause,
      })
      .where('task_id', '=', closing.taskId),
  );
}

/** Put aside: no rung is climbed meanwhile. Whoever claimed it keeps it. */
export function suspendTask({ plan, cause }: Setting, taskId: string): void {
  plan.tasks.set(taskId, { status: 'waiting', rings: null });
  plan.add((db) =>
    db
      .updateTable('tasks')
      .set({ status: 'waiting', next_rung: null, next_rung_at: null, cause })
      .where('task_id', '=', taskId),
  );
}

/** Taken up again, with a new due date and a new ladder. */
export function resumeTask({ plan, cause }: Setting, { taskId, due }: Of<'resumeTask'>): void {
  const [first] = due.rungs;
  plan.tasks.set(taskId, { status: 'open', rings: ringOf(taskId, first) });
  plan.add((db) =>
    db
      .updateTable('tasks')
      .set({
        status: 'open',
        due_at: due.dueAt,
        due_why: JSON.stringify(due.why),
        rungs: JSON.stringify(due.rungs),
        next_rung: first?.rung ?? null,
        next_rung_at: first?.at ?? null,
        cause,
      })
      .where('task_id', '=', taskId),
  );
}

/**
 * Writes the decision; who decides an unclaimed task thereby claims it.
 * @throws when it is written and another person has claimed the task since: the next attempt sees the claim.
 */
export function recordDecision({ plan, step, cause, loaded }: Setting, decision: Of<'recordDecision'>): void {
  const { intake } = loaded;
  if (!intake) throw new Error('a decision comes by a command only');
  const { taskId, taskKind, outcome, conclusion } = decision;
  plan.add((db) =>
    db.insertInto('decisions').values({
      decision_id: intake.command.commandId,
      project_id: step.projectId,
      application_id: step.subject === 'label' ? step.subjectId : null,
      task_id: taskId,
      kind: taskKind,
      outcome,
      decided_by: intake.actorId,
      decided_at: intake.command.receivedAt,
      content: JSON.stringify(intake.content),
      conclusion: conclusion === null ? null : JSON.stringify(conclusion),
      cause,
    }),
  );
  const isClaimed = loaded.facts.facts.tasks.some((task) => task.taskId === taskId && task.assigneeId !== null);
  if (isClaimed) return;
  plan.addExpected(
    (db) =>
      db
        .insertInto('task_assignments')
        .values({ task_id: taskId, assignee_id: intake.actorId })
        .onConflict((conflict) => conflict.doNothing())
        .returning('task_id'),
    `task ${taskId} was claimed while it was being decided`,
  );
}

export function passRung({ plan, cause, loaded }: Setting, { taskId, passed, next }: Of<'passRung'>): void {
  plan.tasks.set(taskId, { status: 'open', rings: ringOf(taskId, next) });
  plan.add((db) =>
    db
      .updateTable('tasks')
      .set({
        next_rung: next?.rung ?? null,
        next_rung_at: next?.at ?? null,
        ...(passed.kind === 'reminder' ? { reminded_at: loaded.now } : { escalated_at: loaded.now }),
        cause,
      })
      .where('task_id', '=', taskId),
  );
}

function ringOf(taskId: string, rung: Rung | null | undefined): NextTimer | null {
  return rung ? { timer: rungTimer(taskId, rung.rung), at: rung.at } : null;
}
