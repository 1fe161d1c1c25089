// Commands that are taken in as the api does it, and of which no workflow is told: an api that died then would leave them so.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../domain/permissions.js';
import { withActor } from '../../records/actor.js';
import { type NewCommand, type TakenIn, takeIn } from '../../records/intake.js';
import type { Lifecycle } from './lifecycle.js';

type Wanted = Pick<NewCommand, 'kind' | 'subject' | 'projectId' | 'content'> &
  Partial<Pick<NewCommand, 'subjectId' | 'applicantId' | 'taskId' | 'outcome' | 'periodId'>>;

/**
 * Takes a command in.
 * @param before what the receipt's transaction waits for before it commits
 */
export function receive(
  { deps }: Pick<Lifecycle, 'deps'>,
  actor: Actor,
  wanted: Wanted,
  before?: Promise<unknown>,
): Promise<TakenIn> {
  const command: NewCommand = {
    commandId: uuidv7(),
    actorId: actor.userId,
    idempotencyKey: randomUUID(),
    bodyHash: Buffer.from(wanted.kind),
    subjectId: wanted.projectId,
    applicantId: wanted.subject === 'label' ? actor.teacherId : null,
    taskId: null,
    outcome: null,
    periodId: null,
    ...wanted,
  };
  return withActor(deps.records, actor, async (tx) => {
    const takenIn = await takeIn(tx, command);
    await before;
    return takenIn;
  });
}

/** Whether a transaction waits for a lock that another one holds for a period's receipts. */
export async function someoneWaitsForReceipts({ owner }: Pick<Lifecycle, 'owner'>): Promise<boolean> {
  const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`.execute(owner);
  return rows.length > 0;
}
