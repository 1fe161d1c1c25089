import { z } from 'zod';

/** What the migration job is told from outside. */
export const environmentSchema = z.object({
  /** The address of the database, as its owner. */
  DATABASE_URL: z.string().min(1),
  /** Migrations make the roles without a password; where one is given, the role gets it. */
  API_DATABASE_PASSWORD: z.string().min(1).optional(),
  WORKER_DATABASE_PASSWORD: z.string().min(1).optional(),
});
export type MigrateConfig = z.output<typeof environmentSchema>;

/**
 * Reads the migration job's settings; an empty one counts as unset.
 * @throws Error that names every setting that is missing
 */
export function readMigrateConfig(environment: NodeJS.ProcessEnv): MigrateConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw new Error(`the migration's settings are wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
