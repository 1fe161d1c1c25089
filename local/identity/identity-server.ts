import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { pino } from 'pino';
import { chooseMessages } from '../messages/choose-messages.js';
import type { LocalMessages } from '../messages/en.js';
import { PAGE_HEADERS } from '../page.js';
import { expiredPage, peoplePage, signInPage } from './identity-pages.js';
import { findByPassword, readPeople } from './people.js';
import { type ProviderSettings, providerConfiguration } from './provider-configuration.js';
import { signingKeys } from './signing-keys.js';

/** How the sign-in provider is run. */
export interface IdentityOptions extends Omit<ProviderSettings, 'people' | 'keys'> {
  folder: string;
  peopleFile: string;
  /** 0 for any free one. */
  port: number;
  logLevel?: string;
}

/** A running sign-in provider. */
export interface IdentityServer {
  issuer: string;
  close(): Promise<void>;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const LARGEST_FORM_BYTES = 10_000;

/** Starts the OpenID provider with its sign-in pages on 127.0.0.1. */
export async function startIdentityServer(options: IdentityOptions): Promise<IdentityServer> {
  const logger = pino({ level: options.logLevel ?? 'info', name: 'identity' });
  const [people, keys] = await Promise.all([readPeople(options.peopleFile), signingKeys(options.folder)]);

  const server = createServer();
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, providerConfiguration({ ...options, people, keys }));
  provider.on('server_error', (_, error) => logger.error({ err: error }, 'sign-in failed'));
  const protocol = provider.callback();

  server.on('request', (request, response) => {
    handle(request, response).catch((error: Error) => {
      logger.warn({ err: error }, 'sign-in page failed');
      sendPage(response, 400, expiredPage(chooseMessages(request.headers['accept-language'])));
    });
  });
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url ?? '/', issuer);
    const lang = url.searchParams.get('lang');
    if (url.pathname === '/health/ready') return sendJson(response, { status: 'ready' });
    if (url.pathname === '/') {
      return sendPage(response, 200, peoplePage(chooseMessages(lang, request.headers['accept-language']), people));
    }
    if (!url.pathname.startsWith('/interaction/')) return protocol(request, response);

    const interaction = await provider.interactionDetails(request, response);
    const { params, uid } = interaction;
    const messages = chooseMessages(lang, String(params.ui_locales ?? ''), request.headers['accept-language']);
    if (request.method === 'POST') return signIn(request, response, messages, interaction);
    const login = typeof params.login_hint === 'string' ? params.login_hint : '';
    return sendPage(response, 200, form(messages, uid, login, false));
  }

  async function signIn(
    request: IncomingMessage,
    response: ServerResponse,
    messages: LocalMessages,
    interaction: Interaction,
  ) {
    const fields = await readForm(request);
    const login = fields.get('login') ?? '';
    const person = findByPassword(people, login, fields.get('password') ?? '');
    if (!person) return sendPage(response, 400, form(messages, interaction.uid, login, true));
    await forgetSession(interaction);
    return provider.interactionFinished(request, response, { login: { accountId: person.sub, remember: false } });
  }

  /** Were another person's session still there, the provider would want it signed out first, by a page with a script. */
  async function forgetSession(interaction: Interaction): Promise<void> {
    if (!interaction.session?.uid) return;
    await (await provider.Session.findByUid(interaction.session.uid))?.destroy();
    delete interaction.session;
    await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
  }

  function form(messages: LocalMessages, uid: string, login: string, wrong: boolean): string {
    const action = `/interaction/${uid}?lang=${messages.language}`;
    return signInPage(messages, { people, action, login, wrong });
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > LARGEST_FORM_BYTES) {
    throw new Error('The form is too large.');
  }
  return new URLSearchParams(await text(request));
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, PAGE_HEADERS).end(page);
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
