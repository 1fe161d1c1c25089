import { Client } from 'pg';
import { StartProblem } from '../start-problem.js';

/**
 * Gives roles that the migration made without a password one each.
 *
 * @param ownerUrl the database, as its owner
 * @param passwords by role name
 * @throws {StartProblem} when a role is missing
 */
export async function setRolePasswords(ownerUrl: string, passwords: Readonly<Record<string, string>>): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    for (const [role, password] of Object.entries(passwords)) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount === 0) throw new StartProblem(`The database has no role ${role}: its migrations are not complete.`);
      // A statement for the whole server takes no parameters.
      await client.query(`alter role ${client.escapeIdentifier(role)} password ${client.escapeLiteral(password)}`);
    }
  } finally {
    await client.end();
  }
}

/**
 * Checks that the operator's database is there, and that its owner is let in.
 *
 * @throws {StartProblem} with what the connection says
 */
export async function refuseUnreachable(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    throw new StartProblem(
      `The database of DATABASE_URL cannot be used: ${message || code}. Correct DATABASE_URL, or unset it to have ` +
        'PostgreSQL started here.',
    );
  }
  await client.end();
}

/** The address of the same database, as another role. */
export function asRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
