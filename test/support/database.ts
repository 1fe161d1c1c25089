// One fresh, migrated database for each test file, on the server that jest's global set-up started.
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrate } from '../../records/migrate.js';

const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'records', 'migrations');
const ROLES = ['etwinning_api', 'etwinning_worker', 'etwinning_auditor'] as const;
/** Any number that nobody else on the server locks. */
const TEMPLATE_LOCK = 7_112_021;

export interface TestDatabase {
  /** Who owns the tables: not subject to row-level security. */
  ownerUrl: string;
  apiUrl: string;
  workerUrl: string;
  auditorUrl: string;
  /** Drops the database. Close your own pools first. */
  close(): Promise<void>;
}

/**
 * Makes a database from a template that is migrated once for each state of the migrations.
 * @param name what the database's name begins with; several may have the same.
 * @throws when TEST_DATABASE_ADMIN_URL, the address of a server as a superuser, is not set.
 */
export async function testDatabase(name: string): Promise<TestDatabase> {
  const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
  if (!adminUrl) throw new Error('TEST_DATABASE_ADMIN_URL is not set: run the tests with npm test');
  const database = `test_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_${randomBytes(4).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    const template = await migratedTemplate(admin, adminUrl);
    await admin.query(`create database ${database} template ${template}`);
  });
  const [apiUrl, workerUrl, auditorUrl] = ROLES.map((role) => urlOf(adminUrl, database, role)) as [
    string,
    string,
    string,
  ];
  const close = () => asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${database} with (force)`));
  return {
    ownerUrl: urlOf(adminUrl, database),
    apiUrl,
    workerUrl,
    auditorUrl,
    close: async () => void (await close()),
  };
}

async function migratedTemplate(admin: pg.Client, adminUrl: string): Promise<string> {
  const template = `template_${await digestOfMigrations()}`;
  // Test files run in several processes: the first one makes the template, the others wait for it.
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      // Renamed when whole, so that nobody ever copies a half-migrated one.
      await admin.query(`drop database if exists ${template}_unfinished with (force)`);
      await admin.query(`create database ${template}_unfinished`);
      await migrate(urlOf(adminUrl, `${template}_unfinished`));
      for (const role of ROLES) await admin.query(`alter role ${role} password '${passwordOf(adminUrl, role)}'`);
      await admin.query(`alter database ${template}_unfinished rename to ${template}`);
    }
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

async function digestOfMigrations(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.js')).sort();
  for (const file of files) hash.update(file).update(await readFile(join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 12);
}

function urlOf(adminUrl: string, database: string, role?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role) {
    url.username = role;
    url.password = passwordOf(adminUrl, role);
  }
  return url.href;
}

/** The same in every process that knows the administrator's address, and known to nobody else. */
function passwordOf(adminUrl: string, role: string): string {
  return createHash('sha256').update(`${adminUrl} ${role}`).digest('hex');
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'test databases' });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
