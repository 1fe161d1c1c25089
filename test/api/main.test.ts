// The process itself: how it starts, and how it ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../support/database.js';

const MAIN = fileURLToPath(new URL('../../api/main.js', import.meta.url));
const READY_WITHIN_MS = 15_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('api_main');
});
afterAll(() => database.close());

interface ApiProcess {
  child: ChildProcess;
  output(): string;
  exit: Promise<number | null>;
}

function startApi(settings: Record<string, string>): ApiProcess {
  const env = { PATH: process.env.PATH ?? '', ...settings };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { child, output: () => output, exit: once(child, 'exit').then(([code]) => code as number | null) };
}

/** Nobody listens at port 1: neither Temporal nor the sign-in provider is there. */
const goodSettings = (port: string) => ({
  DATABASE_URL: database.apiUrl,
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  OIDC_ISSUER: 'http://127.0.0.1:1',
  OIDC_AUDIENCE: 'api',
  OIDC_CLIENT_ID: 'pages',
  SESSION_SECRET: 'a-secret-of-more-than-32-characters',
  PORT: port,
});

async function listening(api: ApiProcess): Promise<string> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += 50) {
    const address = /Server listening at (http:[^"]+)"/.exec(api.output())?.[1];
    if (address !== undefined) return address;
    await wait(50);
  }
  throw new Error(`the API did not start: ${api.output()}`);
}

describe('the API process', () => {
  it('does not start with settings that are missing, and says which, without a stack', async () => {
    const api = startApi({ PORT: 'x' });

    expect(await api.exit).toBe(1);
    expect(api.output()).toContain('DATABASE_URL is not set');
    expect(api.output()).toContain('PORT must be a whole number');
    expect(api.output()).not.toMatch(/ {4}at |ZodError/);
  });

  it('starts while Temporal and the sign-in provider are away, and ends with 0 when it is asked to', async () => {
    const api = startApi(goodSettings('0'));
    const address = await listening(api);

    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    expect((await fetch(`${address}/health/ready`)).status).toBe(503);
    api.child.kill('SIGTERM');

    expect(await api.exit).toBe(0);
    expect(api.output()).toContain('"msg":"closed"');
  }, 40_000);

  it('goes on answering for a while after it is asked to end, but says that it is not ready', async () => {
    const api = startApi({ ...goodSettings('0'), SHUTDOWN_DELAY_SECONDS: '2' });
    const address = await listening(api);

    api.child.kill('SIGTERM');
    await wait(200);

    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    const before = performance.now();
    expect((await fetch(`${address}/health/ready`)).status).toBe(503);
    expect(performance.now() - before).toBeLessThan(500);
    expect(await api.exit).toBe(0);
  }, 40_000);

  it('says what to do when its port is in use', async () => {
    const first = startApi(goodSettings('0'));
    const { port } = new URL(await listening(first));

    const second = startApi(goodSettings(port));

    expect(await second.exit).toBe(1);
    expect(second.output()).toContain('set PORT to another one');
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
  }, 40_000);
});
