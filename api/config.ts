// What the process is told from outside. A wrong value stops it at once, with a sentence that says what to set.
import { z } from 'zod';

const trimmed = z.string().trim();
const wholeNumber = (minimum: number, maximum: number) =>
  trimmed
    .regex(/^\d{1,9}$/, { error: `must be a whole number from ${minimum} to ${maximum}` })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, {
      error: `must be a whole number from ${minimum} to ${maximum}`,
    });
const webAddress = (example: string) =>
  trimmed
    .refine(isWebAddress, { error: `must be a web address such as ${example}` })
    .transform((address) => address.replace(/\/+$/, ''));
const required = (what: string) => ({
  error: (issue: { input: unknown }) => (issue.input === undefined ? `is not set: ${what}` : 'is not a text'),
});

/** Every variable that the API reads, and what it must be. */
export const environmentSchema = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
      .default('development'),
    PORT: wholeNumber(0, 65_535).default(3000),
    HOST: trimmed.min(1, { error: 'must be an address to listen on, such as 127.0.0.1' }).default('127.0.0.1'),
    PUBLIC_URL: webAddress('https://approvals.example.org').optional(),
    DATABASE_URL: z
      .string(required('the PostgreSQL address, such as postgres://api@localhost/etwinning'))
      .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres://' }),
    DATABASE_CONNECTIONS: wholeNumber(1, 500).default(10),
    TEMPORAL_ADDRESS: trimmed
      .regex(/^\S+:\d{1,5}$/, { error: 'must be host:port, such as localhost:7233' })
      .default('localhost:7233'),
    TEMPORAL_NAMESPACE: trimmed.min(1, { error: 'must not be empty' }).default('default'),
    OIDC_ISSUER: z
      .string(required('the address of the sign-in provider, such as https://signin.example.org'))
      .refine(isWebAddress, { error: 'must be a web address such as https://signin.example.org' }),
    OIDC_AUDIENCE: z.string(required('the audience that access tokens for this API are made out to')).min(1),
    OIDC_CLIENT_ID: z.string(required('the client id of the pages at the sign-in provider')).min(1),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    SESSION_SECRET: z
      .string(required('a random text of at least 32 characters that seals the session cookies'))
      .min(32, { error: 'must be a random text of at least 32 characters' }),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'must be fatal, error, warn, info, debug, trace or silent',
      })
      .default('info'),
    REQUESTS_PER_MINUTE: wholeNumber(1, 10_000_000).default(1200),
    TRUSTED_PROXIES: trimmed
      .transform((list) => list.split(',').map((address) => address.trim()))
      .refine((addresses) => addresses.every((address) => /^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(address)), {
        error: 'must be a list of IP addresses or ranges, separated by commas',
      })
      .optional(),
    SHUTDOWN_DELAY_SECONDS: wholeNumber(0, 300).default(0),
    FAILPOINTS_FOLDER: trimmed.min(1).optional(),
  })
  .superRefine((environment, context) => {
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (environment.OIDC_AUDIENCE === environment.OIDC_CLIENT_ID) {
      // An ID token is made out to the client: with one name for both, it would open the API.
      problem('OIDC_AUDIENCE', 'must differ from OIDC_CLIENT_ID');
    }
    if (environment.NODE_ENV !== 'production') return;
    if (environment.FAILPOINTS_FOLDER !== undefined) {
      problem('FAILPOINTS_FOLDER', 'is for tests of faults and must not be set in production');
    }
    if (environment.PUBLIC_URL === undefined) problem('PUBLIC_URL', 'is not set: the address under which people come');
    for (const name of ['PUBLIC_URL', 'OIDC_ISSUER'] as const) {
      if (environment[name]?.startsWith('http:')) problem(name, 'must begin with https:// in production');
    }
  });

/** How this API process is set up. */
export interface ApiConfig {
  production: boolean;
  port: number;
  host: string;
  /** Where people and programs reach the product; without a slash at the end. */
  publicUrl: string;
  databaseUrl: string;
  databaseConnections: number;
  temporalAddress: string;
  temporalNamespace: string;
  oidcIssuer: string;
  oidcAudience: string;
  oidcClientId: string;
  oidcClientSecret: string | undefined;
  sessionSecret: string;
  logLevel: z.output<typeof environmentSchema>['LOG_LEVEL'];
  /** Requests that one person may send in a minute to one process. */
  requestsPerMinute: number;
  /** Proxies whose X-Forwarded-For is believed. None unless set. */
  trustedProxies: string[] | undefined;
  /** How long the process goes on answering after readiness went off, so that load balancers can notice. */
  shutdownDelaySeconds: number;
  /** Where tests of faults arm failpoints. None in production. */
  failpointsFolder: string | undefined;
}

/**
 * Reads the process's environment.
 * @throws Error with one line for each variable that is missing or wrong; values, which may be secrets, are not repeated
 */
export function readConfig(environment: Record<string, string | undefined>): ApiConfig {
  // An empty variable counts as unset: that is how compose files leave one out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The API cannot start with these settings:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  return {
    production: values.NODE_ENV === 'production',
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    databaseUrl: values.DATABASE_URL,
    databaseConnections: values.DATABASE_CONNECTIONS,
    temporalAddress: values.TEMPORAL_ADDRESS,
    temporalNamespace: values.TEMPORAL_NAMESPACE,
    oidcIssuer: values.OIDC_ISSUER,
    oidcAudience: values.OIDC_AUDIENCE,
    oidcClientId: values.OIDC_CLIENT_ID,
    oidcClientSecret: values.OIDC_CLIENT_SECRET,
    sessionSecret: values.SESSION_SECRET,
    logLevel: values.LOG_LEVEL,
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    trustedProxies: values.TRUSTED_PROXIES,
    shutdownDelaySeconds: values.SHUTDOWN_DELAY_SECONDS,
    failpointsFolder: values.FAILPOINTS_FOLDER,
  };
}

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
