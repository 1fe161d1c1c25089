import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(20),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  SMTP_URL: z.string().min(1),
  MAIL_FROM: z.string().min(3).default('eTwinning <etwinning@example.org>'),
  MAIL_PER_SECOND: z.coerce.number().min(0.1).max(1000).default(20),
  PUBLIC_URL: z.url(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Set where nobody else rolls deployments out: this worker makes its own build the current one. */
  WORKER_SETS_CURRENT_DEPLOYMENT: z.stringbool().default(false),
  /** How long a worker that is told to stop may finish what it has begun. */
  WORKER_GRACE_SECONDS: z.coerce.number().int().min(0).max(600).default(20),
});

export type WorkerConfig = z.output<typeof schema>;

/**
 * Reads the worker's settings.
 * @throws Error that names every setting that is missing or wrong.
 */
export function readWorkerConfig(environment: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) throw new Error(`the worker's settings are wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
