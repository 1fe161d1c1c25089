// Callers who send nothing but harm to one API, and one who means none and asks both.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { HOSTILE_BODIES, HOSTILE_TEXTS } from '../../test/api/support/hostile-bodies.js';

export const CALLERS = 8;
const HARMLESS_EVERY_MS = 20;

export interface Targets {
  attacked: string;
  idle: string;
  /** Somebody's bearer token: who is not signed in does not get as far. */
  token: string;
}

export interface Attacked {
  seconds: number;
  refused: number;
  /** How long harmless requests took. */
  attackedAnswersMs: number[];
  idleAnswersMs: number[];
}

const inFields = (text: string) => JSON.stringify({ content: { title: text, resultsLinks: [text], founders: [text] } });
const BODIES = [...HOSTILE_BODIES.map(([, body]) => body), ...HOSTILE_TEXTS.map(([, text]) => inFields(text))].map(
  (body) => new Uint8Array(Buffer.from(body)),
);

/** @throws when anything but a refusal comes back, or when it is given up */
export async function attack(targets: Targets, seconds: number, signal: AbortSignal): Promise<Attacked> {
  const began = performance.now();
  const isOver = () => performance.now() - began > seconds * 1000;
  const attacked: Attacked = { seconds, refused: 0, attackedAnswersMs: [], idleAnswersMs: [] };

  const harm = async (first: number) => {
    for (let next = first; !isOver(); next += CALLERS) {
      signal.throwIfAborted();
      await sendHarm(targets, BODIES[next % BODIES.length] as Uint8Array<ArrayBuffer>);
      attacked.refused += 1;
    }
  };
  const mean = async () => {
    while (!isOver()) {
      attacked.attackedAnswersMs.push(await harmlessMs(targets.attacked, targets.token));
      attacked.idleAnswersMs.push(await harmlessMs(targets.idle, targets.token));
      await wait(HARMLESS_EVERY_MS);
    }
  };
  await Promise.all([...Array.from({ length: CALLERS }, (_, index) => harm(index)), mean()]);
  return { ...attacked, seconds: (performance.now() - began) / 1000 };
}

/** A connection that is cut while a megabyte is still being sent is a refusal too. */
async function sendHarm({ attacked, token }: Targets, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(`${attacked}/api/projects/${randomUUID()}/draft`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': '"draft-1"',
    },
    body,
  }).catch(() => null);
  await answer?.text().catch(() => '');
  if (answer && (answer.status < 400 || answer.status >= 500)) throw new Error(`not refused: ${answer.status}`);
}

async function harmlessMs(address: string, token: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${address}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  await answer.text();
  if (answer.status !== 200) throw new Error(`a harmless request was answered with ${answer.status}`);
  return performance.now() - began;
}
