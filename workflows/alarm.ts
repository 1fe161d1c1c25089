import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { NextTimer } from '../domain/step.js';

/**
 * The one timer of a workflow, armed for the earliest thing that must happen by itself.
 * Setting it to what it is set to already costs no event; an instant that has passed rings at once, without a timer.
 */
export class Alarm {
  private armed: NextTimer | null = null;
  private scope: CancellationScope | null = null;
  private ringing: NextTimer | null = null;

  /** The timer that came due and was not taken yet. */
  get due(): NextTimer | null {
    return this.ringing;
  }

  /** The timer that it is set to, due or not. */
  get next(): NextTimer | null {
    return this.armed;
  }

  set(next: NextTimer | null): void {
    if (next?.timer === this.armed?.timer && next?.at === this.armed?.at) return;
    this.scope?.cancel();
    this.scope = null;
    this.armed = next;
    this.ringing = null;
    if (next) this.arm(next);
  }

  private arm(next: NextTimer): void {
    const waitMs = Date.parse(next.at) - Date.now();
    if (waitMs <= 0) {
      this.ringing = next;
      return;
    }
    const scope = new CancellationScope();
    this.scope = scope;
    scope
      .run(() => sleep(waitMs))
      .then(
        () => {
          if (this.armed === next) this.ringing = next;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }
}
