import { changeOfPeriods, type PeriodChange, type Publication, problemsOfRulebook } from '../../domain/publication.js';
import type { ActorTransaction } from '../../records/actor.js';
import { databaseNow } from '../../records/database-clock.js';
import { type Affected, countAffected } from '../../records/publications.js';
import { registeredNsoIds } from '../../records/registry.js';
import { findRulebook, listPeriods } from '../../records/rulebooks.js';
import { Problem } from '../problem.js';

/** What publishing would do now. */
export interface PublicationPreview {
  rulebookId: string;
  affected: Affected;
  /** What becomes of the rulebook's periods; null where a whole rulebook is published. */
  change: PeriodChange | null;
}

/**
 * Checks against what is published already: when it is proposed, and again when it is confirmed.
 * @throws Problem `notFound` for a period of a rulebook that is not there; `invalid` with every place that is wrong
 */
export async function checkPublication(tx: ActorTransaction, publication: Publication): Promise<PublicationPreview> {
  const change = publication.kind === 'period' ? await periodChange(tx, publication) : null;
  if (publication.kind === 'rulebook') {
    const { rulebook } = publication;
    const isPublished = (await findRulebook(tx, rulebook.id)) !== null;
    refuse(problemsOfRulebook(rulebook, { isPublished, nsoIds: await registeredNsoIds(tx) }));
  }
  const rulebookId = publication.kind === 'rulebook' ? publication.rulebook.id : publication.rulebookId;
  return { rulebookId, affected: await countAffected(tx, publication), change };
}

async function periodChange(
  tx: ActorTransaction,
  { rulebookId, period }: Extract<Publication, { kind: 'period' }>,
): Promise<PeriodChange | null> {
  const published = await findRulebook(tx, rulebookId);
  if (!published) throw new Problem('notFound');
  const current = (await listPeriods(tx, rulebookId)).flatMap(({ rules }) => rules ?? []);
  const { change, problems } = changeOfPeriods(published.rulebook, current, period, await databaseNow(tx));
  refuse(problems);
  return change;
}

function refuse(problems: readonly { field: string; code: string }[]): void {
  if (problems.length === 0) return;
  const fields = problems.map((problem) => ({ ...problem, rule: null, values: {} }));
  throw new Problem('invalid', null, {}, fields);
}
