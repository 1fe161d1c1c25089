import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../api/config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://api:secret@localhost:5432/etwinning',
  OIDC_ISSUER: 'http://localhost:4000',
  OIDC_AUDIENCE: 'https://approvals.example.org/api',
  OIDC_CLIENT_ID: 'pages',
  SESSION_SECRET: 'x'.repeat(32),
};

function messageOf(environment: Record<string, string | undefined>): string {
  try {
    readConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('the settings of the API', () => {
  it('needs only what nobody can guess', () => {
    const config = readConfig(COMPLETE);

    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      temporalAddress: 'localhost:7233',
      temporalNamespace: 'default',
      logLevel: 'info',
      production: false,
    });
  });

  it('names every variable that is missing, in one go', () => {
    const message = messageOf({});

    for (const name of Object.keys(COMPLETE)) expect(message).toContain(`${name} is not set`);
  });

  it('counts an empty variable as unset', () => {
    expect(messageOf({ ...COMPLETE, OIDC_ISSUER: '' })).toContain('OIDC_ISSUER is not set');
    expect(readConfig({ ...COMPLETE, PORT: '' }).port).toBe(3000);
  });

  it.each([
    ['PORT', '70000', 'whole number from 0 to 65535'],
    ['PORT', '3e3', 'whole number'],
    ['DATABASE_URL', 'mysql://localhost', 'postgres://'],
    ['TEMPORAL_ADDRESS', 'localhost', 'host:port'],
    ['OIDC_ISSUER', 'signin', 'web address'],
    ['OIDC_ISSUER', 'https://user:password@signin.example.org', 'web address'],
    ['SESSION_SECRET', 'short', '32 characters'],
    ['LOG_LEVEL', 'loud', 'fatal, error, warn'],
    ['NODE_ENV', 'prod', 'development, test or production'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, everybody', 'IP addresses'],
  ])('refuses %s=%s with a sentence that says what it must be', (name, value, sentence) => {
    const message = messageOf({ ...COMPLETE, [name]: value });

    expect(message).toContain(name);
    expect(message).toContain(sentence);
  });

  it('never repeats a secret', () => {
    const message = messageOf({ ...COMPLETE, SESSION_SECRET: 'canary-secret', DATABASE_URL: 'canary-address' });

    expect(message).not.toContain('canary');
  });

  it('refuses one name for client and audience, because an ID token would then open the API', () => {
    expect(messageOf({ ...COMPLETE, OIDC_AUDIENCE: 'pages' })).toContain('OIDC_AUDIENCE must differ');
  });

  it('in production needs a public address, and https everywhere', () => {
    expect(messageOf({ ...COMPLETE, NODE_ENV: 'production' })).toMatch(
      /PUBLIC_URL is not set[\s\S]*OIDC_ISSUER must begin/,
    );
    const good = {
      ...COMPLETE,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://a.example/',
      OIDC_ISSUER: 'https://b.example',
    };

    expect(readConfig(good)).toMatchObject({ production: true, publicUrl: 'https://a.example' });
    expect(messageOf({ ...good, FAILPOINTS_FOLDER: '/tmp/failpoints' })).toContain(
      'FAILPOINTS_FOLDER is for tests of faults and must not be set in production',
    );
  });
});
