import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '../../domain/vocabulary.js';
import { PORTS } from '../../local/system.js';

/** What the demo is told by its caller. */
export interface DemoOptions {
  help: boolean;
  /** Leave a project at every stage, instead of telling one project's whole story. */
  keepOpen: boolean;
  language: Language;
  addresses: Addresses;
}

/** Where the parts of the running system are. Without a slash at the end. */
export interface Addresses {
  web: string;
  issuer: string;
  mailbox: string;
}

/** What is wrong with how the demo was called; the message says what to do. */
export class UsageProblem extends Error {}

/**
 * Reads arguments and environment. The same variables as for `npm start` say where everything is: PUBLIC_URL or PORT,
 * OIDC_ISSUER or IDENTITY_PORT, MAILBOX_PORT; and MAILBOX_URL.
 * @throws {UsageProblem} for an unknown argument or language
 */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): DemoOptions {
  const values = parse(args);
  const language = LANGUAGES.find((known) => known === values.lang);
  if (language === undefined) throw new UsageProblem(`--lang is ${LANGUAGES.join(' or ')}, not ${values.lang}.`);
  return {
    help: values.help,
    keepOpen: values['keep-open'],
    language,
    addresses: {
      web: address(environment.PUBLIC_URL, environment.PORT, PORTS.api.usual),
      issuer: address(environment.OIDC_ISSUER, environment.IDENTITY_PORT, PORTS.identity.usual),
      mailbox: address(environment.MAILBOX_URL, environment.MAILBOX_PORT, PORTS.mailbox.usual),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        'keep-open': { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    }).values;
  } catch (error) {
    throw new UsageProblem((error as Error).message);
  }
}

function address(given: string | undefined, port: string | undefined, usual: number): string {
  return (given || `http://localhost:${port || usual}`).replace(/\/+$/, '');
}
