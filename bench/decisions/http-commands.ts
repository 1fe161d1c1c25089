// Commands over HTTP, as any program sends them: kept-alive connections, a bearer token, an idempotency key.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
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

/** @returns the commands, and what closes their connections */
export function httpCommands({ address, tokens, connections }: HttpCommandsOptions): Commands & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });

  const post = (by: Person, path: string, body: unknown, key?: string): Promise<unknown> => {
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
          if (response.statusCode === 200 || response.statusCode === 201) resolve(JSON.parse(text));
          else reject(new Error(`POST ${path} was answered ${response.statusCode}: ${text.slice(0, 500)}`));
        });
      });
      sent.end(payload);
    });
  };
  const command = (by: Person, path: string, body?: unknown) => post(by, path, body, randomUUID()) as Promise<Applied>;

  return {
    async createProject(by, content, rulebookId) {
      return ((await post(by, '/projects', { content, rulebookId })) as { projectId: string }).projectId;
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
      return ((await post(by, path, { content })) as { applicationId: string }).applicationId;
    },
    async apply(by, { applicationId }) {
      const { outcome, values } = await command(by, `/label-applications/${applicationId}/submit`);
      return { outcome, closesAt: (values.closesAt as string | undefined) ?? null };
    },
    close: () => agent.destroy(),
  };
}
