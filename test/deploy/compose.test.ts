// docker-compose.yml, Dockerfile and .env.example against what the processes read and what the build makes.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { environmentSchema as apiSchema, readConfig } from '../../api/config.js';
import { projectFolder } from '../../local/project-folder.js';
import { environmentSchema as mailSchema } from '../../mail/config.js';
import { environmentSchema as migrateSchema } from '../../records/migrate-config.js';
import { environmentSchema as workerSchema } from '../../worker/config.js';
import {
  type ComposeFile,
  interpolated,
  readCompose,
  readEnvExample,
  readProjectFile,
  type Service,
  variablesIn,
} from './support/compose-file.js';

const OURS = { migrate: [migrateSchema], api: [apiSchema], worker: [workerSchema, mailSchema] } as const;
const OUR_NAMES = Object.keys(OURS) as (keyof typeof OURS)[];

let compose: ComposeFile;
let example: Record<string, string>;
beforeAll(async () => {
  compose = await readCompose();
  example = await readEnvExample();
});

const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};
const projectHas = (file: string) => existsSync(path.join(projectFolder(), file));
const withoutName = (names: string[], predicate: (service: Service) => unknown) =>
  names.filter((name) => !predicate(service(name)));

describe('the settings of our own services', () => {
  /** An operator's .env, with each line that is empty in the example filled in. */
  const filledIn = () => {
    const secret = 'x'.repeat(48);
    const values = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, value || secret]));
    return { ...values, OIDC_ISSUER: 'https://signin.example.org' };
  };
  const environmentOf = (name: string) =>
    Object.fromEntries(
      Object.entries(service(name).environment ?? {}).map(([key, value]) => [key, interpolated(value, filledIn())]),
    );

  test.each(OUR_NAMES)('given the environment of %s, when its name is looked up, then the process reads it', (name) => {
    const known = OURS[name].flatMap((schema) => Object.keys(schema.shape));

    expect(Object.keys(service(name).environment ?? {}).filter((variable) => !known.includes(variable))).toEqual([]);
  });

  test.each(OUR_NAMES)('given a filled-in .env, when %s starts, then it accepts its settings', (name) => {
    for (const schema of OURS[name]) {
      const parsed = schema.safeParse({ NODE_ENV: 'production', ...environmentOf(name) });
      expect(parsed.error?.issues ?? []).toEqual([]);
    }
  });

  test('given the image’s NODE_ENV, when the API reads its settings, then they are good enough for production', async () => {
    expect(await readProjectFile('Dockerfile')).toContain('ENV NODE_ENV=production');
    const config = readConfig({ NODE_ENV: 'production', ...environmentOf('api') });

    expect(config).toMatchObject({ production: true, port: 3000, host: '0.0.0.0' });
    expect(config.trustedProxies).toEqual(compose.networks.front?.ipam.config.map(({ subnet }) => subnet));
  });

  test('given the roles of the records, when passwords are set, then API and worker come with the ones they were given', () => {
    const { migrate, api, worker } = compose.services;

    expect(migrate?.environment?.DATABASE_URL).toMatch(/^postgres:\/\/etwinning_owner:/);
    expect(api?.environment?.DATABASE_URL).toContain(
      `//etwinning_api:${migrate?.environment?.API_DATABASE_PASSWORD}@records-db:`,
    );
    expect(worker?.environment?.DATABASE_URL).toContain(
      `//etwinning_worker:${migrate?.environment?.WORKER_DATABASE_PASSWORD}@records-db:`,
    );
  });

  test('given the variables of docker-compose.yml, when .env.example is read, then both name the same variables', () => {
    expect(variablesIn(compose.text)).toEqual(Object.keys(example).sort());
  });
});

describe('the services', () => {
  const jobs = ['temporal-schema', 'temporal-namespace', 'migrate'];
  const lasting = () => Object.keys(compose.services).filter((name) => !jobs.includes(name));

  test('given the parts of the system, when they are listed, then all are there, API and worker twice', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'api',
      'gateway',
      'mailpit',
      'migrate',
      'records-db',
      'temporal',
      'temporal-db',
      'temporal-namespace',
      'temporal-schema',
      'temporal-ui',
      'worker',
    ]);
    expect([service('api').deploy?.replicas, service('worker').deploy?.replicas]).toEqual([2, 2]);
  });

  test('given every image, when its tag is read, then it is a whole version', async () => {
    const froms = [...(await readProjectFile('Dockerfile')).matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    const images = [...Object.values(compose.services).map(({ image }) => image), ...froms];

    expect(images.filter((image) => !/:v?\d+\.\d+(\.\d+)?(-[\w.-]+)?$/.test(image ?? ''))).toEqual([]);
    expect(images.filter((image) => image?.includes('auto-setup'))).toEqual([]);
  });

  test('given all services, when their ports are read, then only the way to the API is open, to this host alone', () => {
    const open = Object.entries(compose.services).filter(([, { ports }]) => ports?.length);

    expect(open.map(([name, { ports = [] }]) => [name, ports.map((port) => interpolated(port, {}))])).toEqual([
      ['gateway', ['127.0.0.1:3000:3000']],
    ]);
    expect(compose.configs.gateway?.content).toMatch(/server-template api \d+ api:3000 check/);
    expect(service('gateway').networks).toEqual(['front']);
  });

  test('given an API that is told to end, when the gateway asks it, then it has noticed before the API stops answering', () => {
    const gateway = compose.configs.gateway?.content ?? '';
    const [, inter, fall] = /server-template api .* check inter (\d+)s fall (\d+) /.exec(gateway) ?? [];
    const seconds = Number(service('api').environment?.SHUTDOWN_DELAY_SECONDS);

    // It may have been asked right before it was told to end.
    expect(Number(inter) * (Number(fall) + 1)).toBeLessThan(seconds);
  });

  test('given APIs of which none is ready, when the gateway looks for one, then it asks them all the same', () => {
    const gateway = compose.configs.gateway?.content ?? '';

    expect(gateway).toMatch(/^\s*option allbackups$/m);
    expect(gateway).toMatch(/server-template unready \d+ api:3000 backup (?!.*check)/);
  });

  test('given what runs for long, when its health is asked for, then it has a check and comes back after a crash', () => {
    expect(withoutName(lasting(), ({ healthcheck }) => healthcheck?.test.length)).toEqual([]);
    expect(withoutName(lasting(), ({ restart }) => restart === 'unless-stopped')).toEqual([]);
    expect(withoutName(jobs, ({ restart }) => restart?.startsWith('on-failure'))).toEqual([]);
  });

  test('given who waits for whom, when a job is waited for, then until it is done, and else until it is healthy', () => {
    for (const { depends_on = {} } of Object.values(compose.services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect([name, condition]).toEqual([
          name,
          jobs.includes(name) ? 'service_completed_successfully' : 'service_healthy',
        ]);
        if (!jobs.includes(name)) expect(service(name).healthcheck).toBeDefined();
      }
    }
  });

  test('given what is mounted, when its source is looked up, then the file defines it', () => {
    for (const { configs = [] } of Object.values(compose.services)) {
      for (const { source } of configs) expect(compose.configs[source]?.content).toBeTruthy();
    }
    expect(Object.keys(compose.volumes).sort()).toEqual(['records', 'temporal']);
  });
});

describe('the image', () => {
  test('given what the containers run, when the build is looked at, then it made these files', async () => {
    const commands = OUR_NAMES.flatMap((name) => [service(name).command, service(name).healthcheck?.test]);
    const last = /^CMD (\[.*\])$/m.exec(await readProjectFile('Dockerfile'))?.[1] ?? '[]';
    const files = [...commands.flat(), ...(JSON.parse(last) as string[])].filter((word) => word?.startsWith('dist/'));

    expect(files.length).toBeGreaterThanOrEqual(5);
    expect(files.filter((file) => !projectHas(file as string))).toEqual([]);
  });

  test('given what the containers run, when its imports are followed, then the image installs every package', async () => {
    const { dependencies } = JSON.parse(await readProjectFile('package.json')) as { dependencies: object };
    const entries = ['records/migrate', 'scripts/set-up', 'api/main', 'worker/main', 'worker/health-check'];
    const packages = await packagesImportedBy(entries.map((entry) => `dist/${entry}.js`));

    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  test('given what the Dockerfile copies, when the sources are looked up, then they are there and not left out', async () => {
    const copies = [...(await readProjectFile('Dockerfile')).matchAll(/^COPY (--from=build )?(.+)$/gm)];
    const leftOut = (await readProjectFile('.dockerignore')).split('\n').filter(Boolean);
    const sources = copies.flatMap(([, fromBuild, words]) =>
      (words as string)
        .split(' ')
        .slice(0, -1)
        .map((source) => ({ fromBuild: Boolean(fromBuild), source: source.replace(/^\/app\//, '') })),
    );

    expect(sources.length).toBeGreaterThan(6);
    expect(sources.filter(({ source }) => !projectHas(source))).toEqual([]);
    expect(sources.filter(({ fromBuild, source }) => !fromBuild && leftOut.includes(source))).toEqual([]);
    expect(leftOut).toEqual(expect.arrayContaining(['node_modules', 'dist', '.git', '.env', '.data']));
  });
});

/** A statement at a line's beginning, or a call. */
const IMPORTS = /^(?:import|export)\b(?:[^;'"]*\bfrom)?\s*['"]([^'"\n]+)['"]|\bimport\(['"]([^'"\n]+)['"]\)/gm;

/** Names of the packages that these files import, and those that they import in turn. */
async function packagesImportedBy(entries: string[]): Promise<string[]> {
  const packages = new Set<string>();
  const files = new Set(entries);
  for (const file of files) {
    const imports = (await readProjectFile(file)).matchAll(IMPORTS);
    for (const [, stated, called] of imports) {
      const name = stated ?? called ?? '';
      if (name.startsWith('.')) files.add(path.posix.join(path.posix.dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  return [...packages];
}
