/**
 * The sign-in provider as a process of its own. Environment: IDENTITY_FOLDER, IDENTITY_PEOPLE_FILE, IDENTITY_PORT,
 * IDENTITY_COOKIE_SECRET, OIDC_CLIENT_SECRET, OIDC_AUDIENCE, IDENTITY_WEB_URLS (addresses, separated by spaces),
 * LOG_LEVEL.
 */
import { randomBytes } from 'node:crypto';
import { startIdentityServer } from './identity/identity-server.js';
import { runPart } from './process/run-part.js';

await runPart('The sign-in provider', async (environment) => {
  const provider = await startIdentityServer({
    folder: environment.IDENTITY_FOLDER ?? '.data/identity',
    peopleFile: process.argv[2] ?? environment.IDENTITY_PEOPLE_FILE ?? 'local/sample/people.json',
    port: Number(environment.IDENTITY_PORT ?? 3001),
    cookieSecret: environment.IDENTITY_COOKIE_SECRET ?? randomBytes(32).toString('base64url'),
    webClientSecret: environment.OIDC_CLIENT_SECRET ?? randomBytes(32).toString('base64url'),
    webUrls: (environment.IDENTITY_WEB_URLS ?? 'http://localhost:3000 http://127.0.0.1:3000').split(' '),
    audience: environment.OIDC_AUDIENCE ?? 'etwinning-api',
    logLevel: environment.LOG_LEVEL ?? 'info',
  });
  return provider.close;
});
