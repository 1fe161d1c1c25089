import { SYSTEM_ACTOR } from '../domain/permissions.js';
import type { StepAnswer } from '../domain/step.js';
import { withActor } from '../records/actor.js';
import type { Records } from '../records/database.js';
import { settle } from '../records/intake.js';

const GATHER_MS = 50;
const MOST_AT_ONCE = 500;

/**
 * Settles commands by Temporal's final answers, many in one write. A process that dies before it wrote loses nothing:
 * the reconciler sends the commands again, and they are answered from the records.
 */
export class Settlements {
  private waiting: { commandId: string; answer: StepAnswer }[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly records: Records) {}

  add(commandId: string, answer: StepAnswer): void {
    this.waiting.push({ commandId, answer });
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  /** Writes what is waiting. Failures are left to the reconciler. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      await withActor(this.records, SYSTEM_ACTOR, (tx) => settle(tx, batch)).catch(() => undefined);
    }
  }
}
