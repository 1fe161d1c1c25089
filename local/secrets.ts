import { randomBytes } from 'node:crypto';
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A random secret that is made once and kept, readable by its owner only.
 *
 * @param folder the data folder's `secrets`
 * @param name names the file
 * @returns 43 characters of base64url: safe in URLs, SQL literals and environment variables alike
 */
export async function keptSecret(folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  const kept = await read(file);
  if (kept !== undefined) return kept;

  // Made beside and linked: two starts at once agree on one secret, and a power cut leaves none that is cut short.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  await chmod(file, 0o600);
  return readFile(file, 'utf8');
}

/** Whether a secret of that name was kept before. */
export async function hasKeptSecret(folder: string, name: string): Promise<boolean> {
  return (await read(path.join(folder, name))) !== undefined;
}

async function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
