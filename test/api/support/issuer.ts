// A sign-in provider as far as the API knows one: a discovery document and public keys, served over HTTP on this machine.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const AUDIENCE = 'https://approvals.test/api';

export interface TokenWishes {
  issuer?: string;
  audience?: string;
  /** Seconds from now; negative for a token that has expired. */
  expiresInSeconds?: number | null;
  /** Signed with another key pair than the one published, under the same key id. */
  forged?: boolean;
}

export interface Issuer {
  url: string;
  token(subject: string, wishes?: TokenWishes): Promise<string>;
  /** How often the keys were asked for. */
  keyRequests(): number;
  /** Answers 500 until `resume`. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

/** Starts an issuer with one published ES256 key. */
export async function startIssuer(): Promise<Issuer> {
  const published = await generateKeyPair('ES256');
  const other = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(published.publicKey)), kid: 'current', alg: 'ES256', use: 'sig' };
  let keyRequests = 0;
  let paused = false;
  const server = createServer((request, response) => {
    const answer = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (paused) return response.writeHead(500).end();
    if (request.url === '/.well-known/openid-configuration') return answer({ issuer: url, jwks_uri: `${url}/jwks` });
    if (request.url !== '/jwks') return response.writeHead(404).end();
    keyRequests += 1;
    return answer({ keys: [jwk] });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    keyRequests: () => keyRequests,
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
    },
    token: (subject, wishes = {}) => {
      const { issuer = url, audience = AUDIENCE, expiresInSeconds = 300, forged = false } = wishes;
      const token = new SignJWT()
        .setProtectedHeader({ alg: 'ES256', kid: 'current' })
        .setSubject(subject)
        .setIssuedAt();
      token.setIssuer(issuer).setAudience(audience);
      if (expiresInSeconds !== null) token.setExpirationTime(Math.floor(Date.now() / 1000) + expiresInSeconds);
      return token.sign(forged ? other.privateKey : published.privateKey);
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
