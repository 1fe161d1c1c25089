import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, runningApi } from './support/running-api.js';

let api: RunningApi;
let accepting = true;
beforeAll(async () => {
  api = await runningApi('health', { isAccepting: () => accepting });
});
afterAll(() => api.close());

describe('health', () => {
  it('lives without asking anybody, and needs no token', async () => {
    const answer = await api.app.inject('/health/live');

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ live: true });
  });

  it('is not ready while Temporal cannot be reached, and says so within seconds', async () => {
    const before = performance.now();
    const answer = await api.app.inject('/health/ready');

    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ ready: false });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(performance.now() - before).toBeLessThan(6_000);
  });

  it('is not ready while the process closes, though it still lives', async () => {
    accepting = false;

    expect((await api.app.inject('/health/ready')).statusCode).toBe(503);
    expect((await api.app.inject('/health/live')).statusCode).toBe(200);
    accepting = true;
  });
});
