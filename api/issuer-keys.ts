// The sign-in provider's public keys, found through its discovery document. Asked for at the first token, not at the start:
// the API comes up while the provider is down.
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const TIMEOUT_MS = 5_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Resolver of the issuer's keys for jose. Discovery is done once and shared by those who wait for it; after a failure the
 * next token tries again.
 * @throws whatever `fetch`, zod or jose throw while the provider cannot be reached or answers nonsense
 */
export function issuerKeys(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    keys ??= discover(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the sign-in provider answered ${answer.status} to its discovery`);
  const document = discoverySchema.parse(await answer.json());
  // OpenID Connect Discovery §4.3: a document of another issuer must not be used.
  if (document.issuer !== issuer) throw new Error('the discovery document belongs to another issuer');
  return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: TIMEOUT_MS });
}
