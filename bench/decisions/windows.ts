// Label windows that close seconds after a project began: a rulebook for each second, with two periods as the circular's
// has, so that every step reads as many periods as in real life.
import { v7 as uuidv7 } from 'uuid';
import type { Rulebook } from '../../domain/rulebook.js';
import type { Records } from '../../records/database.js';

/** Windows close at whole multiples of this; a second period closes as much later. */
export const SLOT_MS = 1_000;
/** More than the windows of one round. A process reads a rulebook once: they are used again and again. */
const RULEBOOKS = 90;
const DAY_MS = 86_400_000;

export class Windows {
  /** How long a project has until its window closes; set before each round. */
  openForMs = 10_000;
  private readonly rulebookIds: string[] = [];
  private retiredId = '';
  private retiredPeriods = 0;
  /** When the window of each rulebook closes. */
  private readonly closings = new Map<string, number>();

  private constructor(private readonly owner: Records) {}

  static async open(owner: Records, rulebook: Rulebook): Promise<Windows> {
    const windows = new Windows(owner);
    for (let index = 0; index < RULEBOOKS; index += 1) windows.rulebookIds.push(await publish(owner, rulebook));
    windows.retiredId = await publish(owner, rulebook);
    return windows;
  }

  /** A rulebook for projects that come to no window. */
  get rulebookId(): string {
    return this.retiredId;
  }

  /** Gives periods to the rulebooks of projects that begin until then. Nothing may be going on under these rulebooks. */
  async openUntil(untilMs: number): Promise<void> {
    const last = this.closingAt(untilMs);
    for (let closesAtMs = this.closingAt(Date.now()); closesAtMs <= last; closesAtMs += SLOT_MS) {
      const rulebookId = this.rulebookOf(closesAtMs);
      if (this.closings.get(rulebookId) === closesAtMs) continue;
      await this.retirePeriods(rulebookId);
      await this.addPeriods(rulebookId, closesAtMs);
      this.closings.set(rulebookId, closesAtMs);
    }
  }

  /** The rulebook of a project that begins now. */
  rulebookNow(): string {
    const closesAtMs = this.closingAt(Date.now());
    const rulebookId = this.rulebookOf(closesAtMs);
    if (this.closings.get(rulebookId) !== closesAtMs) throw new Error('the round ran on after its last window');
    return rulebookId;
  }

  private closingAt(beginsMs: number): number {
    return Math.ceil((beginsMs + this.openForMs) / SLOT_MS) * SLOT_MS;
  }

  private rulebookOf(closesAtMs: number): string {
    return this.rulebookIds[(closesAtMs / SLOT_MS) % RULEBOOKS] ?? '';
  }

  private async addPeriods(rulebookId: string, closesAtMs: number): Promise<void> {
    const period = (position: number, opensMs: number, closesMs: number) => ({
      period_id: `${rulebookId}/${closesMs}-${position}`,
      rulebook_id: rulebookId,
      position,
      opens_at: new Date(opensMs),
      closes_at: new Date(closesMs),
      evaluation_opens_at: new Date(closesMs),
      evaluation_closes_at: new Date(closesMs + DAY_MS),
    });
    const periods = [period(1, closesAtMs - DAY_MS, closesAtMs), period(2, closesAtMs, closesAtMs + SLOT_MS)];
    await this.owner.insertInto('periods').values(periods).execute();
  }

  /** What applied in them refers to them: they stay, under a rulebook that no project has. */
  private async retirePeriods(rulebookId: string): Promise<void> {
    await this.owner
      .updateTable('periods')
      .set((expression) => ({
        rulebook_id: this.retiredId,
        position: expression('position', '+', this.retiredPeriods),
      }))
      .where('rulebook_id', '=', rulebookId)
      .execute();
    this.retiredPeriods += 2;
  }
}

async function publish(owner: Records, rulebook: Rulebook): Promise<string> {
  const rulebookId = `bench-${uuidv7()}`;
  const content = JSON.stringify(rulebook);
  await owner
    .insertInto('rulebooks')
    .values({ rulebook_id: rulebookId, source_id: rulebook.id, kind: 'rehearsal', content, published_by: null })
    .execute();
  return rulebookId;
}
