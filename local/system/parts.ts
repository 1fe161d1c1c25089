import { existsSync } from 'node:fs';
import path from 'node:path';
import { type DataFolder, refuseIncompleteData } from '../data-folder.js';
import { databaseUser } from '../postgres/os-user.js';
import { databasePlace } from '../postgres/place.js';
import { asRole, refuseUnreachable, setRolePasswords } from '../postgres/role-passwords.js';
import { preparePostgres } from '../postgres.js';
import { compiled } from '../project-folder.js';
import { hasKeptSecret, keptSecret } from '../secrets.js';
import { StartProblem } from '../start-problem.js';
import type { Supervisor } from '../supervisor.js';
import { findTemporalBinary } from '../temporal-binary.js';
import { prepareTemporalServer } from '../temporal-server.js';
import { answers, nodeChild } from './node-child.js';
import type { PortName, SystemEvent, SystemOptions, SystemUrls } from './system-options.js';

/** What the parts are started with. */
export interface PartsContext {
  options: SystemOptions;
  environment: NodeJS.ProcessEnv;
  data: DataFolder;
  ports: Readonly<Record<PortName, number>>;
  supervisor: Supervisor;
  webUrl: string;
  tell: (event: SystemEvent) => void;
}

/** Refuses a data folder that lost one part's data, before another part changes anything. */
export async function checkKeptData({
  options,
  environment,
  data,
}: Omit<PartsContext, 'ports' | 'supervisor' | 'webUrl'>) {
  const local = environment.DATABASE_URL ? undefined : await databasePlace(data.postgres, await databaseUser());
  const cluster = local && path.join(local, 'cluster');
  refuseIncompleteData(data, {
    ...(cluster ? { postgres: cluster } : {}),
    ...(environment.TEMPORAL_ADDRESS || options.durable === false ? {} : { temporal: temporalFile(data) }),
  });
  if (cluster && existsSync(cluster) && !(await hasKeptSecret(data.secrets, 'database-owner'))) {
    throw new StartProblem(
      `The password of the database in ${cluster} is gone (${data.secrets}/database-owner). Put back a copy of the ` +
        'whole data folder, or delete the whole data folder to begin anew.',
    );
  }
}

/** Starts the database, migrates it, and lets the API and the worker in. */
export async function startDatabase(context: PartsContext): Promise<SystemUrls['database']> {
  const { options, data, environment } = context;
  if (environment.DATABASE_URL) await refuseUnreachable(environment.DATABASE_URL);
  const owner = environment.DATABASE_URL || (await startLocalDatabase(context));
  if (options.prepare) {
    await timed(context, 'migrations', () => options.prepare?.(owner, issuerOf(context)));
  }
  const [api, worker] = await Promise.all([
    keptSecret(data.secrets, 'database-api'),
    keptSecret(data.secrets, 'database-worker'),
  ]);
  await setRolePasswords(owner, { etwinning_api: api, etwinning_worker: worker });
  return { owner, api: asRole(owner, 'etwinning_api', api), worker: asRole(owner, 'etwinning_worker', worker) };
}

async function startLocalDatabase(context: PartsContext): Promise<string> {
  const { options, data, ports, supervisor, tell } = context;
  return timed(context, 'postgres', async () => {
    const { spec, adminUrl, place } = await preparePostgres({
      folder: data.postgres,
      port: ports.postgres,
      password: await keptSecret(data.secrets, 'database-owner'),
      durable: options.durable !== false,
    });
    if (place !== data.postgres) {
      const sentence = `its files are in ${place}, since its user cannot enter ${data.postgres}`;
      tell({ kind: 'note', part: 'postgres', sentence });
    }
    await supervisor.start(spec);
    return adminUrl;
  });
}

/** Starts the Temporal server; returns its address. */
export async function startTemporal(context: PartsContext): Promise<string> {
  const { options, environment, data, ports, supervisor, tell } = context;
  if (environment.TEMPORAL_ADDRESS) return environment.TEMPORAL_ADDRESS;
  return timed(context, 'temporal', async () => {
    const found = await findTemporalBinary({
      searchPath: environment.PATH ?? '',
      tell: (sentence) => tell({ kind: 'note', part: 'temporal', sentence }),
    });
    const { spec, address } = await prepareTemporalServer({
      binary: found.path,
      port: ports.temporal,
      namespace: environment.TEMPORAL_NAMESPACE || 'default',
      ...(options.ports?.temporalUi === undefined ? {} : { uiPort: ports.temporalUi }),
      ...(options.durable === false ? {} : { file: temporalFile(data) }),
      ...(options.searchAttributes ? { searchAttributes: options.searchAttributes } : {}),
      ...(options.dynamicConfig ? { dynamicConfig: options.dynamicConfig } : {}),
    });
    await supervisor.start(spec);
    return address;
  });
}

/** Starts the mailbox, unless the operator has one. */
export async function startMailboxPart(context: PartsContext): Promise<void> {
  const { environment, data, ports, supervisor } = context;
  if (environment.SMTP_URL) return;
  const spec = nodeChild({
    name: 'mailbox',
    module: compiled('local/mailbox.js'),
    environment: {
      ...basics(environment),
      MAILBOX_FOLDER: data.mailbox,
      MAILBOX_SMTP_PORT: String(ports.smtp),
      MAILBOX_PORT: String(ports.mailbox),
    },
    stopOrder: 2,
    graceMs: 5_000,
    probe: answers(`http://127.0.0.1:${ports.mailbox}/health/ready`),
  });
  await timed(context, 'mailbox', () => supervisor.start(spec));
}

/** Starts the sign-in provider, unless the operator has one. */
export async function startIdentity(context: PartsContext, peopleFile: string, clientSecret: string): Promise<void> {
  const { environment, data, ports, supervisor, webUrl } = context;
  if (environment.OIDC_ISSUER) return;
  const webUrls = new Set([webUrl, `http://localhost:${ports.api}`, `http://127.0.0.1:${ports.api}`]);
  const spec = nodeChild({
    name: 'identity',
    module: compiled('local/identity-provider.js'),
    environment: {
      ...basics(environment),
      IDENTITY_FOLDER: data.identity,
      IDENTITY_PEOPLE_FILE: peopleFile,
      IDENTITY_PORT: String(ports.identity),
      IDENTITY_COOKIE_SECRET: await keptSecret(data.secrets, 'identity-cookies'),
      IDENTITY_WEB_URLS: [...webUrls].join(' '),
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_AUDIENCE: environment.OIDC_AUDIENCE || 'etwinning-api',
    },
    stopOrder: 2,
    graceMs: 5_000,
    probe: answers(`http://127.0.0.1:${ports.identity}/.well-known/openid-configuration`),
  });
  await timed(context, 'identity', () => supervisor.start(spec));
}

/** Where everything is, before mailbox and sign-in provider run: the processes of the product need not wait for them. */
export function systemUrls(context: PartsContext, database: SystemUrls['database'], temporal: string): SystemUrls {
  const { options, environment, ports, webUrl } = context;
  const hasUi = options.ports?.temporalUi !== undefined && !environment.TEMPORAL_ADDRESS;
  return {
    web: webUrl,
    docs: `${webUrl}/docs`,
    smtp: environment.SMTP_URL || `smtp://127.0.0.1:${ports.smtp}`,
    ...(environment.SMTP_URL ? {} : { mailbox: `http://localhost:${ports.mailbox}` }),
    identity: issuerOf(context),
    temporal,
    ...(hasUi ? { temporalUi: `http://localhost:${ports.temporalUi}` } : {}),
    database,
  };
}

/** Tells when a part begins to start and when it is ready. */
export async function timed<T>(
  { tell }: Pick<PartsContext, 'tell'>,
  part: string,
  start: () => T | Promise<T>,
): Promise<T> {
  const began = performance.now();
  tell({ kind: 'starting', part });
  const result = await start();
  tell({ kind: 'ready', part, seconds: (performance.now() - began) / 1000 });
  return result;
}

function temporalFile(data: DataFolder): string {
  return path.join(data.temporal, 'temporal.sqlite');
}

function basics({ PATH, HOME, LOG_LEVEL, NODE_ENV }: NodeJS.ProcessEnv): Record<string, string> {
  return {
    PATH: PATH ?? '/bin:/usr/bin',
    HOME: HOME ?? '/',
    LOG_LEVEL: LOG_LEVEL ?? 'info',
    ...(NODE_ENV === undefined ? {} : { NODE_ENV }),
  };
}

/** Under which name the sign-in provider knows people. */
function issuerOf({ environment, ports }: PartsContext): string {
  return environment.OIDC_ISSUER || `http://localhost:${ports.identity}`;
}
