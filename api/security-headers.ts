import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { ApiConfig } from './config.js';

const ONE_YEAR_SECONDS = 31_536_000;

/** Headers of every answer. Pages run no inline script, sit in no frame, and send forms here or, to sign in or out, to the issuer. */
export function securityHeaders(config: Pick<ApiConfig, 'publicUrl' | 'oidcIssuer'>): FastifyHelmetOptions {
  const overHttps = config.publicUrl.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'", new URL(config.oidcIssuer).origin],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        ...(overHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: overHttps ? { maxAge: ONE_YEAR_SECONDS, includeSubDomains: true } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  };
}
