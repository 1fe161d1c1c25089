import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What everything that passes has to wait for. */
export interface Hindrance {
  gate: Promise<void>;
  delayMs: number;
}

const REMEMBERED = 20_000;

/** A process's connection and the one that carries it on: what arrives on one is sent on the other, in its order. */
export class RelayedPair {
  /** Whether everything is swallowed. */
  isSilent = false;
  /** The last of what the process sent. */
  sent = '';

  /** @param loses whether an answer shall not come through */
  constructor(
    readonly client: Socket,
    private readonly server: Socket,
    private readonly hindrance: Hindrance,
    loses: (pair: RelayedPair, answer: string) => boolean,
  ) {
    this.pump(client, server, (chunk) => {
      this.sent = (this.sent + chunk).slice(-REMEMBERED);
      return !this.isSilent;
    });
    this.pump(server, client, (chunk) => !this.isSilent && !loses(this, chunk));
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => this.reset());
    }
  }

  reset(): void {
    for (const socket of [this.client, this.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }

  private pump(from: Socket, to: Socket, passes: (chunk: string) => boolean): void {
    let before = Promise.resolve();
    const later = (work: () => void) => {
      before = before.then(async () => {
        await this.hindrance.gate;
        if (this.hindrance.delayMs > 0) await wait(this.hindrance.delayMs);
        if (!to.destroyed) work();
      });
    };
    from.on('data', (chunk) => passes(chunk.toString('latin1')) && later(() => to.write(chunk)));
    from.on('end', () => !this.isSilent && later(() => to.end()));
  }
}
