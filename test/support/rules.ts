// Further rulebooks beside the one of the lifecycle: each has its own deadline, periods and slots.
import { v7 as uuidv7 } from 'uuid';
import { parseRulebook, type Rulebook } from '../../domain/rulebook.js';
import type { Instant } from '../../domain/vocabulary.js';
import type { Records } from '../../records/database.js';
import { listPeriods, publishRulebook } from '../../records/rulebooks.js';
import { loadRulebook } from '../../rulebooks/load.js';
import { DEADLINE_2022 } from './programme.js';

export interface Rules {
  rulebookId: string;
  /** The first period's deadline, as a real instant. */
  closesAt: Instant;
  periodIds: string[];
}

export interface RulesOptions {
  /** How long from now the first period's deadline is, in real milliseconds. */
  closesInMs?: number;
  ratio?: number;
  nowMs?: number;
  change?: (rulebook: Rulebook) => Rulebook;
}

const MONTHS_MS = 150 * 86_400_000;

/** Publishes the circular's rulebook with a clock of its own; without a spread, so that a freeze comes with its deadline. */
export async function publishRules(owner: Records, options: RulesOptions = {}): Promise<Rules> {
  const { closesInMs = MONTHS_MS, ratio = 1, nowMs = Date.now(), change = (same) => same } = options;
  const rulebookId = `test-${uuidv7()}`;
  const programmeAt = new Date(Date.parse(DEADLINE_2022) - closesInMs * ratio).toISOString();
  const programmeClock = { programmeAt, realAt: new Date(nowMs).toISOString(), ratio };
  const loaded = structuredClone(await loadRulebook('gr-2021-2022'));
  const rulebook = parseRulebook(change({ ...loaded, freezeSpreadMinutes: 0, programmeClock }));
  await publishRulebook(owner, { rulebook, kind: 'rehearsal', id: rulebookId, publishedBy: null });
  const periods = await listPeriods(owner, rulebookId);
  return { rulebookId, closesAt: periods[0]?.closesAt ?? '', periodIds: periods.map((period) => period.periodId) };
}

/** The evaluation opens with the deadline, instead of on the day after. */
export function evaluatedAtOnce(rulebook: Rulebook): Rulebook {
  return withFirstPeriod(rulebook, { evaluationOpensOn: '2022-08-21' });
}

/** No period follows the first one. */
export function withoutNextPeriod(rulebook: Rulebook): Rulebook {
  return { ...rulebook, periods: rulebook.periods.slice(0, 1) };
}

export function withFirstPeriod(rulebook: Rulebook, change: Partial<Rulebook['periods'][number]>): Rulebook {
  const [first, ...others] = rulebook.periods;
  if (!first) throw new Error('a rulebook without periods');
  return { ...rulebook, periods: [{ ...first, ...change }, ...others] };
}

/** Moves the first period's deadline, as one that is published anew: what comes from now on comes late. */
export async function passDeadline(owner: Records, { periodIds }: Rules): Promise<void> {
  await owner
    .updateTable('periods')
    .set({ closes_at: new Date(Date.now() - 1).toISOString() })
    .where('period_id', '=', periodIds[0] ?? '')
    .execute();
}
