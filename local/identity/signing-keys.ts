import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** The algorithm of all tokens: what every client of OpenID understands, and quick to verify. */
export const SIGNING_ALGORITHM = 'RS256';

/** The provider's signing key, made once and kept in the folder, readable by its owner only: tokens outlive a restart. */
export async function signingKeys(folder: string): Promise<{ keys: JWK[] }> {
  const file = path.join(folder, 'keys.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept);

  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  const keys = { keys: [{ ...key, kid: await calculateJwkThumbprint(key), use: 'sig', alg: SIGNING_ALGORITHM }] };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return keys;
}
