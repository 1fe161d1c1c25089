import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { europeanProject, type Programme, publishProgramme } from '../support/programme.js';
import { type RunningApi, runningApi } from './support/running-api.js';

let api: RunningApi;
let programme: Programme;
beforeAll(async () => {
  // Its Temporal takes connections and never answers.
  api = await runningApi('waiting_commands');
  programme = await publishProgramme(api.owner);
  await api.owner.updateTable('users').set({ issuer: api.issuer.url }).execute();
});
afterAll(() => api.close());

describe('a command while Temporal does not answer', () => {
  it('is taken in: answered with 202 and its address, where it waits, and not taken in again with the same key', async () => {
    const founder = programme.people.greekFounder.actor.userId;
    const content = europeanProject(programme);
    const made = await api.send(founder, { method: 'POST', url: '/api/projects', payload: { content } });
    const submit = {
      method: 'POST' as const,
      url: `/api/projects/${made.json().projectId}/submit`,
      headers: { 'idempotency-key': randomUUID() },
    };

    const [first, second] = await Promise.all([api.send(founder, submit), api.send(founder, submit)]);

    expect([first.statusCode, second.statusCode]).toEqual([202, 202]);
    expect(first.json()).toEqual({
      kind: 'pending',
      commandId: expect.any(String),
      receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(second.json()).toEqual(first.json());
    expect(first.headers.location).toBe(`/api/commands/${first.json().commandId}`);
    const command = await api.send(founder, { url: String(first.headers.location) });
    expect(command.json()).toMatchObject({ kind: 'submit', settledAt: null, answer: null });
    const taken = await api.owner.selectFrom('intake').select('command_id').execute();
    expect(taken).toHaveLength(1);
  }, 30_000);
});
