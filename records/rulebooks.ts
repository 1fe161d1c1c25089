// Published rulebooks and their periods. A publication never changes, so what was read once is kept in memory.
import { type Kysely, type Selectable, sql } from 'kysely';
import { type Period, periodsOf } from '../domain/period.js';
import type { PeriodChange } from '../domain/publication.js';
import type { PeriodRules } from '../domain/rulebook/periods.js';
import { parseRulebook, type Rulebook } from '../domain/rulebook.js';
import type { Records } from './database.js';
import type { Tables } from './tables.js';

export type RulebookKind = Tables['rulebooks']['kind'];

export interface PublishedRulebook {
  rulebookId: string;
  /** The rulebook that a rehearsal is a copy of; its own id for the programme's. */
  sourceId: string;
  kind: RulebookKind;
  rulebook: Rulebook;
}

/** Rehearsals come and go: no more than this many rulebooks are kept for each database. */
const MOST_KEPT = 100;
const kept = new WeakMap<object, Map<string, PublishedRulebook>>();

/**
 * Publishes a rulebook with its periods, whose dates are mapped to real instants now and never again.
 * @param id of the publication; the periods' ids are `<id>/<period>`
 * @throws when a rulebook with that id is published already
 */
export async function publishRulebook(
  db: Kysely<Tables>,
  publication: { rulebook: Rulebook; kind: RulebookKind; id: string; publishedBy: string | null },
): Promise<void> {
  if (!db.isTransaction) return db.transaction().execute((tx) => publishRulebook(tx, publication));
  const { rulebook, kind, id, publishedBy } = publication;
  const periods = periodsOf(rulebook).map((period, index) => ({
    period_id: `${id}/${period.periodId}`,
    rulebook_id: id,
    position: index + 1,
    opens_at: period.opensAt,
    closes_at: period.closesAt,
    evaluation_opens_at: period.evaluationOpensAt,
    evaluation_closes_at: period.evaluationClosesAt,
  }));
  await db
    .insertInto('rulebooks')
    .values({
      rulebook_id: id,
      source_id: rulebook.id,
      kind,
      content: JSON.stringify(rulebook),
      published_by: publishedBy,
    })
    .execute();
  await db.insertInto('periods').values(periods).execute();
}

/** The publication with that id, or null. Every role may read rulebooks, with or without an actor. */
export async function findRulebook(db: Kysely<Tables>, rulebookId: string): Promise<PublishedRulebook | null> {
  const known = keptFor(db).get(rulebookId);
  if (known) return known;
  const row = await db
    .selectFrom('rulebooks')
    .select(['rulebook_id', 'source_id', 'kind', 'content'])
    .where('rulebook_id', '=', rulebookId)
    .executeTakeFirst();
  return row ? keep(db, row) : null;
}

/** `gr` of `gr-2021-2022`: whose rules they are. */
const country = sql<string>`split_part(source_id, '-', 1)`;

/**
 * The newest rulebook of the programme: what a project gets that names none. Where several countries have published theirs, it
 * is the one of the teacher's country, or else of the country that published first. Null before the first publication.
 */
export async function newestProgrammeId(db: Records, teacherId: string | null = null): Promise<string | null> {
  const own = sql<boolean>`${country} in (select lower(country_code) from teacher_schools join schools using (school_id)
    where teacher_id = ${teacherId})`;
  const first = sql<boolean>`${country} = (select ${country} from rulebooks where kind = 'programme'
    order by published_at limit 1)`;
  const row = await db
    .selectFrom('rulebooks')
    .select('rulebook_id')
    .where('kind', '=', 'programme')
    .orderBy(own, 'desc')
    .orderBy(first, 'desc')
    .orderBy('published_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.rulebook_id ?? null;
}

/** The rulebook of a project or of its draft, null where the actor sees neither. */
export async function rulebookIdOf(db: Kysely<Tables>, projectId: string): Promise<string | null> {
  const row = await db.selectFrom('drafts').select('rulebook_id').where('draft_id', '=', projectId).executeTakeFirst();
  return row?.rulebook_id ?? null;
}

/** What the rulebook with that id says. @throws when it was never published. */
export async function rulebookContent(db: Kysely<Tables>, rulebookId: string): Promise<Rulebook> {
  const found = await findRulebook(db, rulebookId);
  if (!found) throw new Error(`rulebook ${rulebookId} was never published`);
  return found.rulebook;
}

/** A period as real instants, with what it is called and the days that it was published with. */
export interface PublishedPeriod extends Period {
  rules: PeriodRules | null;
}

/** A publication's evaluation periods in the order of time, those included that were published after it. */
export async function listPeriods(db: Kysely<Tables>, rulebookId: string): Promise<PublishedPeriod[]> {
  const published = await findRulebook(db, rulebookId);
  const rows = await db
    .selectFrom('periods')
    .selectAll()
    .where('rulebook_id', '=', rulebookId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...periodOf(row),
    rules: row.rules ?? published?.rulebook.periods[row.position - 1] ?? null,
  }));
}

/** Writes a period that is published after its rulebook: in its place, or in that of the one whose days were open. */
export async function publishPeriod(
  tx: Kysely<Tables>,
  { rulebookId, change, rules }: { rulebookId: string; change: PeriodChange; rules: PeriodRules },
): Promise<void> {
  const { position, period } = change;
  const periodId = `${rulebookId}/${period.periodId}`;
  const dates = {
    closes_at: period.closesAt,
    evaluation_opens_at: period.evaluationOpensAt,
    evaluation_closes_at: period.evaluationClosesAt,
    rules: JSON.stringify(rules),
  };
  if (change.kind === 'added') {
    const row = { period_id: periodId, rulebook_id: rulebookId, position, opens_at: period.opensAt, ...dates };
    await tx.insertInto('periods').values(row).execute();
    return;
  }
  const { numUpdatedRows } = await tx
    .updateTable('periods')
    .set(dates)
    .where('period_id', '=', periodId)
    .where((where) => where.or([where('closes_at', 'is', null), where('evaluation_opens_at', 'is', null)]))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new Error(`the period ${periodId} has its days already`);
}

function periodOf(row: Selectable<Tables['periods']>): Period {
  return {
    periodId: row.period_id,
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at?.toISOString() ?? null,
    evaluationOpensAt: row.evaluation_opens_at?.toISOString() ?? null,
    evaluationClosesAt: row.evaluation_closes_at?.toISOString() ?? null,
  };
}

function keep(
  db: Kysely<Tables>,
  row: Pick<Selectable<Tables['rulebooks']>, 'rulebook_id' | 'source_id' | 'kind' | 'content'>,
): PublishedRulebook {
  const published = {
    rulebookId: row.rulebook_id,
    sourceId: row.source_id,
    kind: row.kind,
    rulebook: parseRulebook(row.content),
  };
  const all = keptFor(db);
  const [oldest] = all.keys();
  if (all.size >= MOST_KEPT && oldest !== undefined) all.delete(oldest);
  all.set(published.rulebookId, published);
  return published;
}

/** A database handle and its transactions share one adapter: two databases never share rulebooks. */
function keptFor(db: Kysely<Tables>): Map<string, PublishedRulebook> {
  const { adapter } = db.getExecutor();
  const all = kept.get(adapter) ?? new Map<string, PublishedRulebook>();
  kept.set(adapter, all);
  return all;
}
