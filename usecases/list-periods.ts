import type { Period } from '../domain/period.js';
import type { Actor } from '../domain/permissions.js';
import type { LocalisedText } from '../domain/rulebook/source.js';
import { listPeriods as periodsOf } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { readRulebook } from './read-rulebook.js';

/** An evaluation period: in real instants, and as the dates that its rulebook gives it. Ends are exclusive. */
export interface PeriodView extends Period {
  rulebookId: string;
  names: LocalisedText;
  opensOn: string;
  /** Last day for applications, inclusive; null until it is published. */
  closesOn: string | null;
  evaluationOpensOn: string | null;
  evaluationClosesOn: string | null;
  rule: string;
}

/**
 * The evaluation periods of a rulebook in the order of time; the programme's newest when none is named.
 * @throws Problem `notFound`
 */
export async function listPeriods(
  deps: Deps,
  actor: Actor,
  { rulebookId }: { rulebookId?: string } = {},
): Promise<PeriodView[]> {
  const published = await readRulebook(deps, actor, rulebookId);
  const periods = await periodsOf(deps.records, published.rulebookId);
  return periods.flatMap(({ rules, ...period }) => {
    if (!rules) return [];
    const { names, opensOn, closesOn, evaluationOpensOn, evaluationClosesOn, rule } = rules;
    const dates = { opensOn, closesOn, evaluationOpensOn, evaluationClosesOn };
    return [{ ...period, rulebookId: published.rulebookId, names, ...dates, rule }];
  });
}
