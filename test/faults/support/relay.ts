// A TCP relay that a test of faults puts between a process and what it depends on. (No package that is kept well does this;
// toxiproxy is a program of its own.)
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type Hindrance, RelayedPair } from './relayed-pair.js';

export interface Relay {
  port: number;
  /** Where connections go from now on. */
  connectTo(port: number): void;
  /** Resets every connection, and every new one, until it is healed. */
  cut(): void;
  /** Nothing passes, either way, until it is healed; connections stay and may be made. */
  stall(): void;
  /** What passes is so much later, either way, until it is healed. */
  slow(ms: number): void;
  /** Swallows whatever is sent on the present connections, for good, and never closes them; new ones are as ever. */
  silence(): void;
  /** Tells the process on each connection that nothing more will come; its other half stays open. */
  halfClose(): void;
  /** Once: when a connection carries `asked`, what comes back with `answer` is lost, and the connection with it. */
  loseAnswer(lost: LostAnswer): Promise<void>;
  heal(): void;
  close(): Promise<void>;
}

export interface LostAnswer {
  asked: string;
  answer: string;
  /** By default it is reset. */
  how?: 'silence';
}

export async function openRelay(): Promise<Relay> {
  const pairs = new Set<RelayedPair>();
  const hindrance: Hindrance = { gate: Promise.resolve(), delayMs: 0 };
  let [target, isCut, open] = [0, false, () => {}];
  let losing: (LostAnswer & { lost: () => void }) | undefined;

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    if (isCut) return void client.resetAndDestroy();
    const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const pair = new RelayedPair(client, server, hindrance, loses);
    pairs.add(pair);
    client.on('close', () => pairs.delete(pair));
  });

  function loses(pair: RelayedPair, answer: string): boolean {
    if (!losing || !pair.sent.includes(losing.asked) || !answer.includes(losing.answer)) return false;
    if (losing.how === 'silence') pair.isSilent = true;
    else pair.reset();
    losing.lost();
    losing = undefined;
    return true;
  }
  const resetAll = () => {
    for (const pair of pairs) pair.reset();
  };

  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    connectTo(port) {
      target = port;
    },
    cut() {
      isCut = true;
      resetAll();
    },
    stall() {
      hindrance.gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    slow(ms) {
      hindrance.delayMs = ms;
    },
    silence() {
      for (const pair of pairs) pair.isSilent = true;
    },
    halfClose() {
      for (const { client } of pairs) client.end();
    },
    loseAnswer: (lost) =>
      new Promise((resolve) => {
        losing = { ...lost, lost: resolve };
        for (const pair of pairs) pair.sent = '';
      }),
    heal() {
      isCut = false;
      hindrance.delayMs = 0;
      open();
    },
    async close() {
      resetAll();
      listener.close();
      await once(listener, 'close');
    },
  };
}
