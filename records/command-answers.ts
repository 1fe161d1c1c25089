// What the records say to a command whose workflow can no longer be asked.
import { sql } from 'kysely';
import { SYSTEM_ACTOR } from '../domain/permissions.js';
import { isEnd } from '../domain/project-transitions.js';
import type { StepAnswer } from '../domain/step.js';
import { type LabelStatus, PROJECT_STATUSES, type ProjectStatus } from '../domain/vocabulary.js';
import { type ActorTransaction, withActor } from './actor.js';
import type { Records } from './database.js';
import type { TakenIn } from './intake.js';

/**
 * The final answer to a command that no step decided, because its task or its subject had ended before.
 * @returns null where the records do not show an end: then the command may still be decided.
 */
export async function answerOfEnded(
  tx: ActorTransaction,
  { command, projectId, subject, subjectId }: TakenIn,
): Promise<StepAnswer | null> {
  if (command.taskId !== null) {
    const task = await tx
      .selectFrom('tasks')
      .select(['status', 'outcome', 'closed_at'])
      .where('task_id', '=', command.taskId)
      .executeTakeFirst();
    if (task?.status === 'open' || task?.status === 'waiting') return null;
    const at = task?.closed_at?.toISOString() ?? command.receivedAt;
    if (task?.status === 'decided') return { kind: 'already', outcome: task.outcome ?? '', at, values: {} };
    return task
      ? { kind: 'refused', code: 'taskClosed', rule: null, values: { at } }
      : { kind: 'refused', code: 'taskUnknown', rule: null, values: {} };
  }
  if (subject === 'label' && command.kind === 'editApplication') return answerOfEndedLabel(tx, subjectId);

  const project = await tx
    .selectFrom('projects')
    .select('status')
    .where('project_id', '=', projectId)
    .where('status', 'in', PROJECT_STATUSES.filter(isEnd))
    .executeTakeFirst();
  if (!project) return null;
  return { kind: 'refused', code: 'wrongStatus', rule: null, values: { status: project.status } };
}

async function answerOfEndedLabel(tx: ActorTransaction, applicationId: string): Promise<StepAnswer | null> {
  const label = await tx
    .selectFrom('label_applications')
    .select(['closes_at', 'period_id'])
    .where('application_id', '=', applicationId)
    .where('status', 'in', ['awarded', 'refused'])
    .executeTakeFirst();
  if (!label) return null;
  const values = {
    closedAt: label.closes_at?.toISOString() ?? null,
    nextPeriodId: await periodAfter(tx, label.period_id),
  };
  return { kind: 'refused', code: 'applicationClosed', rule: 'R-3.1.4', values };
}

/** The period that follows in the same rulebook, null while none is published. */
export async function periodAfter(tx: ActorTransaction, periodId: string | null): Promise<string | null> {
  const { rows } = await sql<{ period_id: string }>`
    select n.period_id from periods p join periods n on n.rulebook_id = p.rulebook_id and n.position = p.position + 1
    where p.period_id = ${periodId}`.execute(tx);
  return rows[0]?.period_id ?? null;
}

/** The status that a command's subject has now; null while nothing was recorded of it. */
export async function statusOf(
  records: Records,
  { subject, subjectId }: Pick<TakenIn, 'subject' | 'subjectId'>,
): Promise<ProjectStatus | LabelStatus | null> {
  return withActor(records, SYSTEM_ACTOR, async (tx) => {
    const row =
      subject === 'project'
        ? await tx.selectFrom('projects').select('status').where('project_id', '=', subjectId).executeTakeFirst()
        : await tx
            .selectFrom('label_applications')
            .select('status')
            .where('application_id', '=', subjectId)
            .executeTakeFirst();
    return row?.status ?? null;
  });
}
