import { z } from 'zod';

/** Every variable that the worker reads; those of mail are in `mail/config`. */
export const environmentSchema = z
  .object({
    NODE_ENV: z.string().optional(),
    DATABASE_URL: z.string().min(1),
    DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(10),
    TEMPORAL_ADDRESS: z.string().min(1),
    TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    /** Set where nobody else rolls deployments out: this worker makes its own build the current one. */
    WORKER_SETS_CURRENT_DEPLOYMENT: z.stringbool().default(false),
    /** How long a worker that is told to stop may finish what it has begun. */
    WORKER_GRACE_SECONDS: z.coerce.number().int().min(0).max(600).default(20),
    FAILPOINTS_FOLDER: z
      .string()
      .optional()
      .transform((folder) => folder || undefined),
  })
  .refine(({ NODE_ENV, FAILPOINTS_FOLDER }) => NODE_ENV !== 'production' || FAILPOINTS_FOLDER === undefined, {
    path: ['FAILPOINTS_FOLDER'],
    error: 'is for tests of faults and must not be set in production',
  });

export interface WorkerConfig {
  databaseUrl: string;
  databaseConnections: number;
  temporalAddress: string;
  temporalNamespace: string;
  logLevel: string;
  setsCurrentDeployment: boolean;
  graceSeconds: number;
  /** Where tests of faults arm failpoints. None in production. */
  failpointsFolder: string | undefined;
}

/**
 * Reads the worker's settings; those of mail are read by `mail/config`.
 * @throws Error that names every setting that is missing or wrong.
 */
export function readWorkerConfig(environment: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) throw new Error(`the worker's settings are wrong:\n${z.prettifyError(parsed.error)}`);
  const settings = parsed.data;
  return {
    databaseUrl: settings.DATABASE_URL,
    databaseConnections: settings.DATABASE_CONNECTIONS,
    temporalAddress: settings.TEMPORAL_ADDRESS,
    temporalNamespace: settings.TEMPORAL_NAMESPACE,
    logLevel: settings.LOG_LEVEL,
    setsCurrentDeployment: settings.WORKER_SETS_CURRENT_DEPLOYMENT,
    graceSeconds: settings.WORKER_GRACE_SECONDS,
    failpointsFolder: settings.FAILPOINTS_FOLDER,
  };
}
