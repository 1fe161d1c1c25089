import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { completeDataFolder, dataFolderPath, type KeptPart, openDataFolder } from './data-folder.js';
import { claimPorts } from './ports.js';
import { stopLeftovers } from './process/process-records.js';
import { refuseInProduction } from './production-guard.js';
import { projectFolder } from './project-folder.js';
import { keptSecret } from './secrets.js';
import { takeDataFolder } from './start-lock.js';
import { StartProblem } from './start-problem.js';
import { Supervisor } from './supervisor.js';
import { startAppProcesses, USUAL_PROCESSES } from './system/app-processes.js';
import {
  checkKeptData,
  type PartsContext,
  startDatabase,
  startIdentity,
  startMailboxPart,
  startTemporal,
  systemUrls,
} from './system/parts.js';
import { PORTS, type PortName, type System, type SystemOptions } from './system/system-options.js';

export type { AppProcess, PortName, System, SystemEvent, SystemOptions, SystemUrls } from './system/system-options.js';
export { PORTS } from './system/system-options.js';

/** Which address in the environment replaces which ports. */
const REPLACED: Readonly<Record<string, readonly PortName[]>> = {
  DATABASE_URL: ['postgres'],
  TEMPORAL_ADDRESS: ['temporal', 'temporalUi'],
  SMTP_URL: ['smtp', 'mailbox'],
  OIDC_ISSUER: ['identity'],
};

/**
 * Starts the whole system on this machine: first what an earlier, killed start left is stopped, then Temporal,
 * PostgreSQL, mailbox and sign-in provider start side by side (except those whose address is in the environment), then
 * worker and API. All of them are supervised until `stop`.
 *
 * @throws {StartProblem} when it cannot start: one sentence with the remedy. Nothing is left running then.
 */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const began = performance.now();
  const { environment = process.env, tell = () => {}, signal } = options;
  refuseInProduction('The local system', environment);
  const data = await openDataFolder(options.dataFolder ?? dataFolderPath(environment));
  const giveBack = await takeDataFolder(data.path);
  const supervisor = new Supervisor(data, tell);

  const starting: Promise<unknown>[] = [];
  const track = <T>(part: Promise<T>): Promise<T> => {
    starting.push(part);
    return part;
  };
  const stop = once(async () => {
    await supervisor.stopAll();
    // Whoever is between two steps of starting finds the supervisor closed and gives up.
    await Promise.race([Promise.allSettled(starting), sleep(10_000, undefined, { ref: false })]);
    await giveBack();
  });

  try {
    const leftovers = await stopLeftovers(data.processes);
    if (leftovers.length > 0) tell({ kind: 'stopped-leftovers', parts: leftovers });
    await checkKeptData({ options, environment, data, tell });

    const ports = await choosePorts(options, environment);
    const webUrl = (environment.PUBLIC_URL || `http://localhost:${ports.api}`).replace(/\/+$/, '');
    const context: PartsContext = { options, environment, data, ports, supervisor, webUrl, tell };
    const peopleFile = options.peopleFile ?? peopleFilePath(environment);
    const ownSecret = environment.OIDC_ISSUER ? undefined : await keptSecret(data.secrets, 'web-client');
    for (const [variable, [part]] of Object.entries(REPLACED)) {
      if (environment[variable])
        tell({ kind: 'given', part: part as string, address: withoutPassword(environment[variable]) });
    }

    const asides = Promise.all([
      track(startMailboxPart(context)),
      track(startIdentity(context, peopleFile, ownSecret ?? '')),
    ]);
    const products = Promise.all([track(startDatabase(context)), track(startTemporal(context))]).then(
      async ([database, temporal]) => {
        const urls = systemUrls(context, database, temporal);
        const clientSecret = environment.OIDC_CLIENT_SECRET || ownSecret;
        const sessionSecret = await keptSecret(data.secrets, 'session');
        const processes = options.processes ?? USUAL_PROCESSES;
        await track(startAppProcesses(context, processes, { urls, clientSecret, sessionSecret }));
        return urls;
      },
    );
    const [urls] = await orAborted(signal, Promise.all([products, asides]));

    const ran: KeptPart[] = [];
    if (!environment.DATABASE_URL) ran.push('postgres');
    if (!environment.TEMPORAL_ADDRESS && options.durable !== false) ran.push('temporal');
    await completeDataFolder(data, ran);
    return {
      urls,
      folder: data.path,
      secondsToReady: (performance.now() - began) / 1000,
      pids: () => supervisor.pids(),
      kill: (name, how, after) => supervisor.kill(name, how, after),
      restart: (name) => supervisor.restart(name),
      stop,
      async killAll() {
        supervisor.killAll();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The file of the people who can sign in: the operator's, or the sample's. */
export function peopleFilePath(environment: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(environment.IDENTITY_PEOPLE_FILE || path.join(projectFolder(), 'local', 'sample', 'people.json'));
}

async function choosePorts(options: SystemOptions, environment: NodeJS.ProcessEnv): Promise<Record<PortName, number>> {
  const replaced = Object.keys(REPLACED).flatMap((variable) => (environment[variable] ? REPLACED[variable] : []));
  const names = (Object.keys(PORTS) as PortName[]).filter((name) => !replaced.includes(name));
  const claimed = await claimPorts(names.map((name) => ({ ...PORTS[name], port: options.ports?.[name] ?? 0 })));
  return Object.fromEntries(names.map((name, index) => [name, claimed[index]])) as Record<PortName, number>;
}

async function orAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work;
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new StartProblem('The start was given up.'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
  });
  return Promise.race([work, aborted]);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

function withoutPassword(address: string): string {
  return address.replace(/:\/\/[^@/]*@/, '://');
}
