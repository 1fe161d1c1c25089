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

/** No period follows the first one. */
export function withoutNextPeriod(rulebook: Rulebook): Rulebook {
  return { ...rulebook, periods: rulebook.periods.slice(0, 1) };
}

/** Moves the first period's deadline, as one that is published anew: what comes from now on comes late. */
export async function passDeadline(owner: Records, { periodIds }: Rules): Promise<void> {
  await owner
    .updateTable('periods')
    .set({ closes_at: new Date(Date.now() - 1).toISOString() })
    .where('period_id', '=', periodIds[0] ?? '')
    .execute();
}

/** Publishes the deadline of a period that had none yet. */
export async function publishDeadline(owner: Records, periodId: string, closesAt: Instant): Promise<void> {
  await owner.updateTable('periods').set({ closes_at: closesAt }).where('period_id', '=', periodId).execute();
}

/** Publishes a period that follows the first one, its deadline still open. @returns its id */
export async function publishNextPeriod(owner: Records, { rulebookId }: Rules, opensAt: Instant): Promise<string> {
  const periodId = `${rulebookId}/next`;
  const period = { period_id: periodId, rulebook_id: rulebookId, position: 2, opens_at: opensAt };
  const open = { closes_at: null, evaluation_opens_at: null, evaluation_closes_at: null };
  await owner
    .insertInto('periods')
    .values({ ...period, ...open })
    .execute();
  return periodId;
}
