import type { PartEvent } from '../supervisor.js';

/** What listens on a port of this machine. */
export type PortName = 'api' | 'identity' | 'mailbox' | 'smtp' | 'postgres' | 'temporal' | 'temporalUi';

/** The environment variable that sets each port for `npm start`, its usual value, and what listens there. */
export const PORTS: Readonly<Record<PortName, { variable: string; usual: number; part: string }>> = {
  api: { variable: 'PORT', usual: 3000, part: 'web pages and API' },
  identity: { variable: 'IDENTITY_PORT', usual: 3001, part: 'sign-in provider' },
  mailbox: { variable: 'MAILBOX_PORT', usual: 8025, part: 'mailbox page' },
  smtp: { variable: 'MAILBOX_SMTP_PORT', usual: 1025, part: 'mailbox' },
  postgres: { variable: 'POSTGRES_PORT', usual: 15432, part: 'PostgreSQL' },
  temporal: { variable: 'TEMPORAL_PORT', usual: 7233, part: 'Temporal' },
  temporalUi: { variable: 'TEMPORAL_UI_PORT', usual: 8233, part: 'Temporal UI' },
};

/** A process of the product that runs on the parts. Its kind decides its environment. */
export interface AppProcess {
  /** `api`, `worker`, `worker-2`... Names its log, and how it is killed and restarted. */
  name: string;
  kind: 'api' | 'worker';
  /** The module that node runs. */
  module: string;
  /** Over and above the environment of its kind; may depend on where the parts are. */
  environment?: Readonly<Record<string, string>> | ((urls: SystemUrls) => Readonly<Record<string, string>>);
  /** Rejects as long as it is not ready. Default: an API by `/health/ready`, a worker when it polls and is current. */
  probe?: (launchedAt: number) => Promise<void>;
}

/** What happens while the system starts, runs and stops. */
export type SystemEvent =
  | PartEvent
  | { kind: 'starting'; part: string }
  | { kind: 'ready'; part: string; seconds: number; detail?: string }
  | { kind: 'given'; part: string; address: string }
  | { kind: 'note'; part: string; sentence: string }
  | { kind: 'stopped-leftovers'; parts: readonly string[] };

/** How the whole system is run. Everything has a default; the ports' is any free one. */
export interface SystemOptions {
  /** Default: `DATA_DIR`, or `.data` in the project. */
  dataFolder?: string;
  /** 0: any free one. A Temporal UI is started only when its port is given. */
  ports?: Partial<Record<PortName, number>>;
  /** Default: one API and one worker, as they were built. */
  processes?: readonly AppProcess[];
  /** The operator's environment: addresses in it replace parts, the rest is handed down. Default: this process's. */
  environment?: NodeJS.ProcessEnv;
  /** Who can sign in. Default: `IDENTITY_PEOPLE_FILE`, or the sample's. */
  peopleFile?: string;
  /** Migrates and fills the database, given its address as its owner and the sign-in provider's. Runs at every start. */
  prepare?: (ownerUrl: string, issuer: string) => Promise<void>;
  /** False keeps Temporal in memory and lets PostgreSQL forget in a crash of the machine: for tests. Default true. */
  durable?: boolean;
  searchAttributes?: Readonly<Record<string, string>>;
  dynamicConfig?: Readonly<Record<string, string>>;
  tell?: (event: SystemEvent) => void;
  /** Gives up starting and stops what was started. */
  signal?: AbortSignal;
}

/** Where everything of a running system is. */
export interface SystemUrls {
  web: string;
  docs: string;
  /** Left out where the operator gave the part. */
  mailbox?: string;
  smtp: string;
  identity: string;
  temporal: string;
  temporalUi?: string;
  /** As its owner, as the API, and as the worker. */
  database: { owner: string; api: string; worker: string };
}

/** The whole system, running. */
export interface System {
  urls: SystemUrls;
  /** The data folder that it runs on. */
  folder: string;
  /** From the first step until everything was ready. */
  secondsToReady: number;
  /** The ids of the processes that run now, by name: postgres, temporal, mailbox, identity, and the app processes. */
  pids(): Record<string, number>;
  /** Sends a signal to a process, as a fault would; resolves when it is gone. `stays down`: until `restart`. */
  kill(name: string, signal: NodeJS.Signals, after?: 'restarts' | 'stays down'): Promise<void>;
  /** Stops a process if it runs, starts it, and waits until it is ready. */
  restart(name: string): Promise<void>;
  /** Stops everything in order and gives the data folder back. */
  stop(): Promise<void>;
  /** Kills everything at once, as a power cut would. */
  killAll(): Promise<void>;
}
