// People who talk to the API over HTTP, as patient as they should be: what is not answered is asked again under the same key.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { PersonName } from '../../support/programme.js';

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer over HTTP has whatever form the test expects.
  body: any;
  /** What every attempt brought, the final one last; null where the connection broke. */
  attempts: (number | null)[];
}

/** A command that the API said it has taken in: from then on it may not be lost. */
export interface Acknowledged {
  person: PersonName;
  key: string;
  commandId: string;
  /** What it came to; null in an answer that said only that it is on its way. */
  outcome: string | null;
}

export interface Caller {
  /** Sends a request as a person once. @returns null when the connection broke before the answer came. */
  ask(
    person: PersonName,
    method: string,
    url: string,
    body: unknown,
    key: string,
  ): Promise<Pick<Answer, 'status' | 'body'> | null>;
  /** Sends a request as a person, again and again under the same key until there is a final answer. */
  send(person: PersonName, method: string, url: string, body?: unknown, key?: string): Promise<Answer>;
  /** Every acknowledgement that arrived, in the order of arrival. */
  acknowledged: readonly Acknowledged[];
}

const RETRY_WITHIN_MS = 60_000;
const RETRY_AFTER_MS = 100;
/** Longer than the API lets anybody wait. */
const ANSWER_WITHIN_MS = 20_000;

/** Callers of the API at an address, each with his or her own token. */
export function callerOf(web: string, token: (person: PersonName) => Promise<string>): Caller {
  const acknowledged: Acknowledged[] = [];

  async function ask(person: PersonName, method: string, url: string, body: unknown, key: string) {
    const hasBody = body !== undefined;
    const headers = {
      authorization: `Bearer ${await token(person)}`,
      'idempotency-key': key,
      ...(hasBody && { 'content-type': 'application/json' }),
    };
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    try {
      const version = method === 'PUT' ? { 'if-match': await etagOf(`${web}${url}`, headers.authorization) } : {};
      const answer = await fetch(`${web}${url}`, {
        method,
        headers: { ...headers, ...version },
        signal,
        ...(hasBody && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: await answer.json() };
    } catch {
      return null;
    }
  }

  async function send(person: PersonName, method: string, url: string, body?: unknown, key: string = randomUUID()) {
    const giveUpAt = Date.now() + RETRY_WITHIN_MS;
    const attempts: Answer['attempts'] = [];
    for (;;) {
      const answer = await ask(person, method, url, body, key);
      attempts.push(answer?.status ?? null);
      if (answer && answer.status < 300 && answer.body.commandId && method !== 'GET') {
        acknowledged.push({ person, key, commandId: answer.body.commandId, outcome: answer.body.outcome ?? null });
      }
      // 202 and 5xx say nothing final: the same key asks for the same command again.
      if (answer && answer.status < 500 && answer.status !== 202) return { ...answer, attempts };
      if (Date.now() > giveUpAt) throw new Error(`no final answer to ${method} ${url}: ${attempts.join(' ')}`);
      await wait(RETRY_AFTER_MS);
    }
  }

  return { ask, send, acknowledged };
}

/** Of the version that is there: a journey's edits are made from it. @throws while the records are away */
async function etagOf(address: string, authorization: string): Promise<string> {
  const { status, headers } = await fetch(address, {
    headers: { authorization },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (status >= 500) throw new Error(`no version of ${address}: ${status}`);
  return headers.get('etag') ?? '';
}
