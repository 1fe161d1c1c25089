import { v7 as uuidv7 } from 'uuid';
import type { Consequence, TaskOpening } from '../../domain/consequence.js';
import type { Setting } from './carry-out.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

/** @returns the new task's id. */
export async function openTask({ tx, step, cause, loaded }: Setting, task: TaskOpening): Promise<string> {
  const taskId = uuidv7();
  const [first] = task.due.rungs;
  await tx
    .insertInto('tasks')
    .values({
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
    })
    .execute();
  return taskId;
}

export async function closeTask({ tx, cause, loaded }: Setting, closing: Of<'closeTask'>): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({
      status: closing.as,
      outcome: closing.outcome,
      closed_at: loaded.intake?.command.receivedAt ?? loaded.now,
      next_rung: null,
      next_rung_at: null,
      cause,
    })
    .where('task_id', '=', closing.taskId)
    .execute();
}

/**
 * Writes the decision; who decides an unclaimed task thereby claims it.
 * @throws when another person claimed it since the facts were read: the next attempt sees the claim.
 */
export async function recordDecision(
  { tx, step, cause, loaded }: Setting,
  decision: Of<'recordDecision'>,
): Promise<void> {
  const { intake } = loaded;
  if (!intake) throw new Error('a decision comes by a command only');
  await tx
    .insertInto('decisions')
    .values({
      decision_id: intake.command.commandId,
      project_id: step.projectId,
      application_id: step.subject === 'label' ? step.subjectId : null,
      task_id: decision.taskId,
      kind: decision.taskKind,
      outcome: decision.outcome,
      decided_by: intake.actorId,
      decided_at: intake.command.receivedAt,
      content: JSON.stringify(intake.content),
      conclusion: decision.conclusion === null ? null : JSON.stringify(decision.conclusion),
      cause,
    })
    .execute();
  const claimed = await tx
    .insertInto('task_assignments')
    .values({ task_id: decision.taskId, assignee_id: intake.actorId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  const wasUnclaimed = loaded.facts.facts.tasks.every(
    (task) => task.taskId !== decision.taskId || task.assigneeId === null,
  );
  if (wasUnclaimed && claimed.numInsertedOrUpdatedRows === 0n) {
    throw new Error(`task ${decision.taskId} was claimed while it was being decided`);
  }
}

export async function passRung(
  { tx, cause, loaded }: Setting,
  { taskId, passed, next }: Of<'passRung'>,
): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({
      next_rung: next?.rung ?? null,
      next_rung_at: next?.at ?? null,
      ...(passed.kind === 'reminder' ? { reminded_at: loaded.now } : { escalated_at: loaded.now }),
      cause,
    })
    .where('task_id', '=', taskId)
    .execute();
}
