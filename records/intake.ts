import { sql } from 'kysely';
import type { Command, StepAnswer } from '../domain/step.js';
import type { CommandKind, DecisionOutcome, Instant, SubjectKind } from '../domain/vocabulary.js';
import type { ActorTransaction } from './actor.js';
import type { Records } from './database.js';

export interface NewCommand {
  commandId: string;
  actorId: string;
  idempotencyKey: string;
  bodyHash: Buffer;
  kind: CommandKind;
  subject: SubjectKind;
  projectId: string;
  subjectId: string;
  /** The teacher whose label application it is about; null for a project's commands. */
  applicantId: string | null;
  taskId: string | null;
  outcome: DecisionOutcome | null;
  /** What the person wrote. It stays here and in the records; Temporal never sees it. */
  content: unknown;
  /** The period whose deadline this command may meet; its lock orders the receipt before or after the drain. */
  periodId: string | null;
}

/** A command that was taken in: what an Update carries, and where it goes. */
export interface TakenIn {
  command: Command;
  subject: SubjectKind;
  projectId: string;
  subjectId: string;
  applicantId: string | null;
  bodyHash: Buffer;
  settledAt: Instant | null;
  settlement: StepAnswer | null;
}

interface TakenInRow {
  commandId: string;
  kind: CommandKind;
  taskId: string | null;
  outcome: DecisionOutcome | null;
  receivedAt: Instant;
  subject: SubjectKind;
  projectId: string;
  subjectId: string;
  applicantId: string | null;
  bodyHash: Buffer;
  settledAt: Instant | null;
  settlement: StepAnswer | null;
}

const COLUMNS =
  sql.raw(`command_id as "commandId", kind, task_id as "taskId", outcome, iso(received_at) as "receivedAt",
  subject_kind as "subject", project_id as "projectId", subject_id as "subjectId", applicant_id as "applicantId", body_hash as "bodyHash",
  iso(settled_at) as "settledAt", settlement`);

/** Takes a command in, stamped by the database's clock. A repeated idempotency key returns what was taken in first. */
export async function takeIn(tx: ActorTransaction, command: NewCommand): Promise<TakenIn> {
  const { rows } = await sql<TakenInRow>`select ${COLUMNS} from take_in(
    ${command.commandId}, ${command.actorId}, ${command.idempotencyKey}, ${command.bodyHash}, ${command.kind},
    ${command.subject}, ${command.projectId}, ${command.subjectId}, ${command.applicantId}, ${command.taskId}, ${command.outcome},
    ${JSON.stringify(command.content)}, ${command.periodId})`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the command was neither taken in nor found');
  return fromRow(row);
}

/** What was taken in before under this key, if anything: asked before any check, so that a repeat hears its first answer. */
export async function findByKey(tx: ActorTransaction, actorId: string, key: string): Promise<TakenIn | null> {
  const { rows } = await sql<TakenInRow>`select ${COLUMNS} from intake
    where actor_id = ${actorId} and idempotency_key = ${key}`.execute(tx);
  return rows[0] ? fromRow(rows[0]) : null;
}

export async function findCommand(tx: ActorTransaction, commandId: string): Promise<TakenIn | null> {
  const { rows } = await sql<TakenInRow>`select ${COLUMNS} from intake where command_id = ${commandId}`.execute(tx);
  return rows[0] ? fromRow(rows[0]) : null;
}

/**
 * Chooses commands that nobody settled within `afterMs`, oldest first, and marks them as sent again now, so that
 * several processes do not re-send the same ones.
 */
export async function chooseUnsettled(tx: ActorTransaction, afterMs: number, limit: number): Promise<TakenIn[]> {
  const { rows } = await sql<TakenInRow>`
    update intake set resent_at = records_clock()
    where command_id in (
      select command_id from intake
      where settled_at is null and received_at < records_clock() - make_interval(secs => ${afterMs / 1000})
        and (resent_at is null or resent_at < records_clock() - make_interval(secs => ${afterMs / 1000}))
      order by received_at limit ${limit} for update skip locked)
    returning ${COLUMNS}`.execute(tx);
  return rows.map(fromRow);
}

/** Settles commands by Temporal's final answer; what is settled already stays as it is. */
export async function settle(
  tx: ActorTransaction,
  settlements: readonly { commandId: string; answer: StepAnswer }[],
): Promise<void> {
  await sql`update intake i set settled_at = records_clock(), settlement = s.answer
    from jsonb_to_recordset(${JSON.stringify(settlements)}::jsonb) as s ("commandId" uuid, answer jsonb)
    where i.command_id = s."commandId" and i.settled_at is null`.execute(tx);
}

/** The answer that the records hold for a command at its subject, null while no step decided it. */
export async function storedAnswer(
  tx: ActorTransaction,
  subjectId: string,
  commandId: string,
): Promise<StepAnswer | null> {
  const row = await tx
    .selectFrom('steps')
    .select('answer')
    .where('subject_id', '=', subjectId)
    .where('cause', '=', `command/${commandId}`)
    .executeTakeFirst();
  return (row?.answer as StepAnswer | undefined) ?? null;
}

/** Oldest command that nothing has settled, for the operator's eye. */
export async function countUnsettled(records: Records): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from intake where settled_at is null`.execute(records);
  return rows[0]?.count ?? 0;
}

function fromRow(row: TakenInRow): TakenIn {
  const { commandId, kind, taskId, outcome, receivedAt, ...rest } = row;
  return { ...rest, command: { commandId, kind, taskId, outcome, receivedAt } };
}
