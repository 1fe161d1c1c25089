import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Migration, Migrator, sql } from 'kysely';
import { openRecords } from './database.js';
import { type MigrateConfig, readMigrateConfig } from './migrate-config.js';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'migrations');

/**
 * Brings the database of the owner's URL to the newest migration.
 * @returns the names of the migrations that ran now, oldest first.
 * @throws the first migration's error; what it changed is rolled back.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const db = openRecords(ownerUrl, { connections: 2, application: 'migrate' });
  try {
    const { error, results } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest();
    if (error) throw error;
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** Gives the roles that are named in the environment their passwords: migrations make them without one. */
async function setPasswords(ownerUrl: string, config: MigrateConfig): Promise<void> {
  const passwords = {
    etwinning_api: config.API_DATABASE_PASSWORD,
    etwinning_worker: config.WORKER_DATABASE_PASSWORD,
  };
  const db = openRecords(ownerUrl, { connections: 1, application: 'migrate' });
  try {
    for (const [role, password] of Object.entries(passwords)) {
      if (password) await sql`alter role ${sql.ref(role)} password ${sql.lit(password)}`.execute(db);
    }
  } finally {
    await db.destroy();
  }
}

async function getMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.js')).sort();
  const entries = files.map(async (file) => {
    const migration = (await import(pathToFileURL(join(FOLDER, file)).href)) as Migration;
    return [file.replace(/\.js$/, ''), migration] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const config = readMigrateConfig(process.env);
  const ran = await migrate(config.DATABASE_URL);
  await setPasswords(config.DATABASE_URL, config);
  process.stdout.write(ran.length ? `migrated: ${ran.join(', ')}\n` : 'nothing to migrate\n');
}
