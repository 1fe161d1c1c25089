// What administrators propose to publish, and what became of it.
import { type Kysely, sql } from 'kysely';
import { isEnd } from '../domain/project-transitions.js';
import type { Publication, PublicationKind, PublicationStatus } from '../domain/publication.js';
import { type Instant, PROJECT_STATUSES } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

interface Person {
  userId: string;
  displayName: string;
}

export interface KeptPublication {
  publicationId: string;
  kind: PublicationKind;
  /** The rulebook that is published, or whose period is. */
  rulebookId: string;
  content: Publication;
  status: PublicationStatus;
  proposedBy: Person;
  proposedAt: Instant;
  /** Who published or withdrew it. */
  closedBy: Person | null;
  closedAt: Instant | null;
}

/** How many there are that a publication is about. */
export interface Affected {
  /** Projects that have not ended. Under a new rulebook: those of the country's others, which they keep. */
  runningProjects: number;
  /** Drafts of projects, which keep the rulebook under which they were begun. */
  drafts: number;
  /** Applications that wait for a period to be published. */
  awaitingPeriod: number;
  /** Applications that are in the period already, and learn its dates. */
  inPeriod: number;
}

/** One publication at a time: what was checked still holds when it is written. Ends with the transaction. */
export async function lockPublications(tx: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('publications', 0))`.execute(tx);
}

export async function insertPublication(
  tx: Kysely<Tables>,
  { publicationId, content, proposedBy }: { publicationId: string; content: Publication; proposedBy: string },
): Promise<void> {
  await tx
    .insertInto('publications')
    .values({
      publication_id: publicationId,
      kind: content.kind,
      rulebook_id: content.kind === 'rulebook' ? content.rulebook.id : content.rulebookId,
      content: JSON.stringify(content),
      proposed_by: proposedBy,
    })
    .execute();
}

/** Publishes or withdraws what was proposed: the database holds that nobody publishes what he or she proposed. */
export async function closePublication(
  tx: Kysely<Tables>,
  publicationId: string,
  { status, closedBy }: { status: 'published' | 'withdrawn'; closedBy: string },
): Promise<void> {
  await tx
    .updateTable('publications')
    .set({ status, closed_by: closedBy, closed_at: sql`clock_timestamp()` })
    .where('publication_id', '=', publicationId)
    .execute();
}

export async function findPublication(tx: Kysely<Tables>, publicationId: string): Promise<KeptPublication | null> {
  const [found] = await kept(tx, publicationId);
  return found ?? null;
}

/** What waits for a second person first, then the newest. */
export async function listPublications(tx: Kysely<Tables>, limit: number): Promise<KeptPublication[]> {
  return kept(tx, null, limit);
}

async function kept(tx: Kysely<Tables>, publicationId: string | null, limit = 1): Promise<KeptPublication[]> {
  const { rows } = await sql<KeptPublication>`
    select p.publication_id as "publicationId", p.kind, p.rulebook_id as "rulebookId", p.content, p.status,
      jsonb_build_object('userId', o.user_id, 'displayName', o.display_name) as "proposedBy",
      iso(p.proposed_at) as "proposedAt",
      case when c.user_id is not null
        then jsonb_build_object('userId', c.user_id, 'displayName', c.display_name) end as "closedBy",
      iso(p.closed_at) as "closedAt"
    from publications p join users o on o.user_id = p.proposed_by left join users c on c.user_id = p.closed_by
    where ${publicationId}::uuid is null or p.publication_id = ${publicationId}
    order by p.status = 'proposed' desc, p.proposed_at desc, p.publication_id
    limit ${limit}`.execute(tx);
  return rows;
}

const ENDED = PROJECT_STATUSES.filter(isEnd);

/** Counts whom it is about: a period's rulebook alone, or all of the new rulebook's country. */
export async function countAffected(tx: Kysely<Tables>, content: Publication): Promise<Affected> {
  const rulebooks =
    content.kind === 'period'
      ? sql`select rulebook_id from rulebooks where rulebook_id = ${content.rulebookId}`
      : sql`select rulebook_id from rulebooks where kind = 'programme'
          and split_part(source_id, '-', 1) = ${content.rulebook.id.slice(0, 2)}`;
  const periodId = content.kind === 'period' ? `${content.rulebookId}/${content.period.id}` : null;
  const { rows } = await sql<Affected>`
    with about as (${rulebooks})
    select
      (select count(*)::int from projects where rulebook_id in (select * from about)
        and status <> all (${ENDED})) as "runningProjects",
      (select count(*)::int from drafts where rulebook_id in (select * from about)
        and kind = 'project' and submitted_at is null) as "drafts",
      (select count(*)::int from label_applications a join projects p using (project_id)
        where p.rulebook_id in (select * from about) and a.status = 'awaitingPeriod') as "awaitingPeriod",
      (select count(*)::int from label_applications where period_id = ${periodId}) as "inPeriod"`.execute(tx);
  const [counted] = rows;
  if (!counted) throw new Error('nothing was counted');
  return counted;
}
