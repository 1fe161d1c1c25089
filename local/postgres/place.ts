import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canEnter, type OsUser } from './os-user.js';

/**
 * The folder in which the database's files lie: the wished one, or, when the database's user cannot enter that (a
 * project of root's under /root), one where programs keep their state. The wished folder then points to it.
 *
 * @param folder the data folder's `postgres`
 * @param user the user that the database runs as, when it is not ours
 */
export async function databasePlace(folder: string, user: OsUser | undefined): Promise<string> {
  const pointer = path.join(folder, 'elsewhere');
  const elsewhere = await readFile(pointer, 'utf8').catch(() => undefined);
  if (elsewhere) return elsewhere;
  if (!user || (await canEnter(user, folder))) return folder;

  const parent = existsSync('/var/lib') ? '/var/lib' : '/var/tmp';
  const place = path.join(parent, `etwinning-${randomBytes(6).toString('hex')}`);
  // A random name of our own that did not exist: nobody can have prepared it for us.
  await mkdir(place, { mode: 0o711 });
  await writeFile(pointer, place, { mode: 0o600, flush: true });
  return place;
}
