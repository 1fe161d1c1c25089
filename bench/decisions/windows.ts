// Label windows that close seconds after a project began: a rulebook for each half second, with two periods as the
// circular's has, so that every step reads as many periods as in real life.
import { v7 as uuidv7 } from 'uuid';
import type { Rulebook } from '../../domain/rulebook.js';
import type { Records } from '../../records/database.js';

/** Long enough for a project to come to its application, short enough for a round. */
export const WINDOW_MS = 3_000;
const SLOT_MS = 500;
const DAY_MS = 86_400_000;

export class Windows {
  private readonly rulebookIds = new Map<number, string>();

  constructor(
    private readonly owner: Records,
    private readonly rulebook: Rulebook,
  ) {}

  /** Publishes what projects that begin until then need. */
  async publishUntil(untilMs: number): Promise<void> {
    const slots: number[] = [];
    for (let slot = slotAt(Date.now()); slot <= slotAt(untilMs); slot += SLOT_MS) slots.push(slot);
    for (const slot of slots) if (!this.rulebookIds.has(slot)) await this.publish(slot);
  }

  /** The rulebook of a project that begins now. */
  rulebookNow(): string {
    const rulebookId = this.rulebookIds.get(slotAt(Date.now()));
    if (!rulebookId) throw new Error('no window was published for now: the round ran longer than it should');
    return rulebookId;
  }

  private async publish(closesAtMs: number): Promise<void> {
    const rulebookId = `bench-${uuidv7()}`;
    const { owner, rulebook } = this;
    await owner
      .insertInto('rulebooks')
      .values({
        rulebook_id: rulebookId,
        source_id: rulebook.id,
        kind: 'rehearsal',
        content: JSON.stringify(rulebook),
        published_by: null,
      })
      .execute();
    const period = (position: number, opensMs: number, closesMs: number) => ({
      period_id: `${rulebookId}/${position}`,
      rulebook_id: rulebookId,
      position,
      opens_at: new Date(opensMs),
      closes_at: new Date(closesMs),
      evaluation_opens_at: new Date(closesMs),
      evaluation_closes_at: new Date(closesMs + DAY_MS),
    });
    const rolloverClosesMs = closesAtMs + SLOT_MS;
    await owner
      .insertInto('periods')
      .values([period(1, closesAtMs - DAY_MS, closesAtMs), period(2, closesAtMs, rolloverClosesMs)])
      .execute();
    this.rulebookIds.set(closesAtMs, rulebookId);
  }
}

/** When the window closes of a project that begins at that moment. */
function slotAt(beginsMs: number): number {
  return Math.ceil((beginsMs + WINDOW_MS) / SLOT_MS) * SLOT_MS;
}
