// Commands over HTTP, as any program sends them: kept-alive connections, a bearer token, an idempotency key.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { COMPLETION } from './contents.js';
import type { Commands } from './product-way.js';
import type { Person } from './programme.js';

export interface HttpCommandsOptions {
  /** Address of the API, without a slash at its end. */
  address: string;
  /** Bearer tokens by subject, minted before anything is measured. */
  tokens: ReadonlyMap<string, string>;
  connections: number;
}

interface Applied {
  kind: 'applied';
  outcome: string;
  values: Record<string, unknown>;
}

interface Answered {
  status: number;
  body: Record<string, unknown>;
}

const PENDING = 202;
const ASK_AGAIN_MS = 50;
const ANSWERED_WITHIN_MS = 60_000;
const GOOD = [200, 201, PENDING];
/** To an application an answer like any other: the project's last period had closed before its teacher applied. */
const TOO_LATE = 'wrongStatus';

/** @returns the commands, and what closes their connections */
export function httpCommands({ address, tokens, connections }: HttpCommandsOptions): Commands & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });

  const post = (by: Person, path: string, body: unknown, key?: string, goodToo?: string): Promise<Answered> => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(`${address}/api${path}`, {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${tokens.get(by.subject) ?? ''}`,
          ...(key && { 'idempotency-key': key }),
          ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
        },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0 } = response;
          const body = text.startsWith('{') ? JSON.parse(text) : {};
          if (GOOD.includes(status) || (goodToo !== undefined && body.code === goodToo)) resolve({ status, body });
          else reject(new Error(`POST ${path} was answered ${status}: ${text.slice(0, 500)}`));
        });
      });
      sent.end(payload);
    });
  };
  const command = async (by: Person, path: string, body?: unknown, goodToo?: string): Promise<Applied> => {
    const key = randomUUID();
    const until = Date.now() + ANSWERED_WITHIN_MS;
    while (Date.now() < until) {
      const answered = await post(by, path, body, key, goodToo);
      // Taken in, and on its way: the same key again brings its answer. All of it counts as this decision's time.
      if (answered.status !== PENDING) return answered.body as unknown as Applied;
      await wait(ASK_AGAIN_MS);
    }
    throw new Error(`POST ${path} was not answered within ${ANSWERED_WITHIN_MS / 1000} s`);
  };

  return {
    async createProject(by, content, rulebookId) {
      return String((await post(by, '/projects', { content, rulebookId })).body.projectId);
    },
    async submit(by, projectId) {
      await command(by, `/projects/${projectId}/submit`);
    },
    async decide(by, { taskId }, content) {
      await command(by, `/tasks/${taskId}/decide`, content);
    },
    async complete(by, projectId) {
      await command(by, `/projects/${projectId}/complete`, COMPLETION);
    },
    async createApplication(by, projectId, content) {
      const path = `/projects/${projectId}/label-applications`;
      return String((await post(by, path, { content })).body.applicationId);
    },
    async apply(by, { applicationId }) {
      const { outcome, values } = await command(by, `/label-applications/${applicationId}/submit`, undefined, TOO_LATE);
      return { outcome, closesAt: (values?.closesAt as string | undefined) ?? null };
    },
    close: () => agent.destroy(),
  };
}
