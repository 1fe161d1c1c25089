// The HTTP API as one person calls it.
import { randomUUID } from 'node:crypto';
import type { ProblemDetails } from '../../api/problem-details.js';
import type { CommandResult } from '../../usecases/command-result.js';
import { poll, StoryProblem } from './poll.js';

export type Applied = Extract<CommandResult, { kind: 'applied' }>;

/** The API said no, in problem details. */
export class Refusal extends Error {
  constructor(
    request: string,
    readonly problem: ProblemDetails,
  ) {
    super(`${request} was answered with ${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

const PENDING_MS = 30_000;

export class Api {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  /** @throws {Refusal} for every no */
  async get<Body>(path: string): Promise<Body> {
    return (await this.send('GET', path)).body as Body;
  }

  /** Sends what is no command: drafts, claims, rehearsals. @throws {Refusal} for every no */
  async send(method: string, path: string, content?: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.ok) {
      const { headers } = answer;
      return { status: answer.status, body, location: headers.get('location'), etag: headers.get('etag') };
    }
    if (!isProblem(body))
      throw new StoryProblem(`${method} ${path} was answered with ${answer.status} and no problem.`);
    throw new Refusal(`${method} ${path}`, body);
  }

  /** The header that says: this edit is made from the version that is there now. */
  async ifMatch(path: string): Promise<Record<string, string>> {
    const { etag } = await this.send('GET', path);
    return { 'if-match': etag ?? '' };
  }

  /**
   * Sends a command and waits for its outcome, also where the first answer is only that it was taken in.
   * @param key a new one unless given: sent again with the same key, it is carried out once
   * @throws {Refusal} for every no
   */
  async command(path: string, content?: unknown, key: string = randomUUID(), method = 'POST'): Promise<Applied> {
    const version = method === 'PUT' ? await this.ifMatch(path) : {};
    const once = () => this.send(method, path, content, { 'idempotency-key': key, ...version });
    const first = (await once()).body as CommandResult;
    if (first.kind === 'applied') return first;
    const again = async () => {
      const result = (await once()).body as CommandResult;
      return result.kind === 'applied' ? result : undefined;
    };
    const missing = () => `${method} ${path} was taken in, and not carried out within ${PENDING_MS / 1000} s.`;
    return poll(again, { withinMs: PENDING_MS, everyMs: 500, missing });
  }
}

/** What was asked must be refused: gives the problem. @throws {StoryProblem} when it was not */
export async function refused(asked: Promise<unknown>, what: string): Promise<ProblemDetails> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
  throw new StoryProblem(`${what} should have been refused, and was not.`);
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
