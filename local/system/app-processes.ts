import { compiled } from '../project-folder.js';
import { answers, defined, nodeChild } from './node-child.js';
import { type PartsContext, timed } from './parts.js';
import type { AppProcess, SystemUrls } from './system-options.js';
import { workerIsCurrent } from './worker-probe.js';

/** What the processes of the product are told of the parts. */
export interface AppSettings {
  urls: SystemUrls;
  clientSecret: string | undefined;
  sessionSecret: string;
}

/** One API and one worker, as they were built. */
export const USUAL_PROCESSES: readonly AppProcess[] = [
  { name: 'worker', kind: 'worker', module: compiled('worker/main.js') },
  { name: 'api', kind: 'api', module: compiled('api/main.js') },
];

/** Starts the processes of the product, all at once, each with the environment of its kind. */
export async function startAppProcesses(
  context: PartsContext,
  processes: readonly AppProcess[],
  settings: AppSettings,
): Promise<void> {
  const { environment } = context;
  const namespace = environment.TEMPORAL_NAMESPACE || 'default';
  const start = async (app: AppProcess) => {
    const own = app.kind === 'api' ? apiEnvironment(context, settings) : workerEnvironment(context, settings);
    const further = typeof app.environment === 'function' ? app.environment(settings.urls) : app.environment;
    const complete = { ...defined(environment), ...common(context, settings), ...own, ...further };
    const usual =
      app.kind === 'api'
        ? answers(`http://127.0.0.1:${(complete as Record<string, string>).PORT}/health/ready`)
        : workerIsCurrent(settings.urls.temporal, namespace);
    await timed(context, app.name, () =>
      context.supervisor.start(
        nodeChild({
          name: app.name,
          module: app.module,
          environment: complete,
          stopOrder: 1,
          // A little longer than they give themselves to end what they are doing.
          graceMs: 30_000,
          probe: app.probe ?? usual,
        }),
      ),
    );
  };
  await Promise.all(processes.map(start));
}

function common({ environment, webUrl }: PartsContext, { urls }: AppSettings): Record<string, string> {
  return {
    TEMPORAL_ADDRESS: urls.temporal,
    TEMPORAL_NAMESPACE: environment.TEMPORAL_NAMESPACE || 'default',
    LOG_LEVEL: environment.LOG_LEVEL || 'info',
    PUBLIC_URL: webUrl,
  };
}

function apiEnvironment({ environment, ports }: PartsContext, settings: AppSettings): Record<string, string> {
  const { urls, clientSecret, sessionSecret } = settings;
  return {
    DATABASE_URL: urls.database.api,
    PORT: String(ports.api),
    HOST: '127.0.0.1',
    OIDC_ISSUER: urls.identity,
    OIDC_AUDIENCE: environment.OIDC_AUDIENCE || 'etwinning-api',
    OIDC_CLIENT_ID: environment.OIDC_CLIENT_ID || 'etwinning-web',
    ...(clientSecret === undefined ? {} : { OIDC_CLIENT_SECRET: clientSecret }),
    SESSION_SECRET: environment.SESSION_SECRET || sessionSecret,
  };
}

function workerEnvironment({ environment }: PartsContext, { urls }: AppSettings): Record<string, string> {
  return {
    DATABASE_URL: urls.database.worker,
    SMTP_URL: urls.smtp,
    MAIL_FROM: environment.MAIL_FROM || 'eTwinning <etwinning@localhost>',
    WORKER_SETS_CURRENT_DEPLOYMENT: '1',
  };
}
