import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { z } from 'zod';
import { chooseMessages } from '../messages/choose-messages.js';
import { PAGE_HEADERS } from '../page.js';
import { messageListPage, messagePage, notFoundPage } from './mailbox-pages.js';
import { MessageStore, type StoredMessage } from './message-store.js';
import { receiveSmtp } from './smtp-receiver.js';

/** How the mailbox is run. Ports: 0 for any free one. */
export interface MailboxOptions {
  folder: string;
  smtpPort: number;
  port: number;
  logLevel?: string;
}

/** A running mailbox. */
export interface Mailbox {
  smtpUrl: string;
  url: string;
  close(): Promise<void>;
}

const listQuery = z.object({ to: z.string().max(320).optional(), since: z.iso.datetime({ offset: true }).optional() });

/** Most messages that the page shows; the JSON list has them all. */
const SHOWN = 500;

/** What a message's HTML may do in its frame: show itself. Links open a new tab. */
const MESSAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox";

/** Starts the mailbox: an SMTP server and the pages on which its messages are read, both on 127.0.0.1. */
export async function startMailbox({ folder, smtpPort, port, logLevel = 'info' }: MailboxOptions): Promise<Mailbox> {
  const logger = pino({ level: logLevel, name: 'mailbox' });
  const store = await MessageStore.open(path.resolve(folder));
  const app = Fastify();
  const messagesFor = (request: FastifyRequest) => chooseMessages(request.headers['accept-language']);

  app.addHook('onRequest', async (_, reply) => {
    reply.headers(PAGE_HEADERS);
  });
  app.setErrorHandler((error, _, reply) => {
    logger.error({ err: error }, 'page failed');
    reply.code(500).type('text/plain').send('The mailbox failed; its log says why.');
  });
  app.setNotFoundHandler((request, reply) => reply.code(404).send(notFoundPage(messagesFor(request))));

  app.get('/health/ready', async (_, reply) => reply.type('application/json').send({ status: 'ready' }));

  app.get('/messages', async (request, reply) => {
    const query = listQuery.safeParse(request.query);
    reply.type('application/json');
    if (!query.success) return reply.code(400).send({ title: z.prettifyError(query.error) });
    return store.list(query.data);
  });

  app.get('/', async (request) => {
    const { to = '' } = listQuery.partial().catch({}).parse(request.query);
    const recipients = [...new Set(store.list().flatMap((message) => message.to))].sort();
    const newest = store.list({ to }).slice(-SHOWN).reverse();
    return messageListPage(messagesFor(request), newest, recipients, to);
  });

  app.get(
    '/message/:id',
    withMessage(async (message, request) => {
      const html = await store.html(message);
      return messagePage(messagesFor(request), message, html !== undefined);
    }),
  );

  app.get(
    '/message/:id/source',
    withMessage(async (message, _, reply) => {
      reply.type('text/plain; charset=utf-8');
      return store.source(message);
    }),
  );

  app.get(
    '/message/:id/html',
    withMessage(async (message, _, reply) => {
      reply.header('content-security-policy', MESSAGE_POLICY);
      return `<base target="_blank">${(await store.html(message)) ?? ''}`;
    }),
  );

  const smtp = await receiveSmtp(store, smtpPort, (error) => logger.warn({ err: error }, 'message not taken'));
  await app.listen({ port, host: '127.0.0.1' });
  const { port: pagePort } = app.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    url: `http://localhost:${pagePort}`,
    async close() {
      await Promise.all([smtp.close(), app.close()]);
    },
  };

  function withMessage(
    show: (message: StoredMessage, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ) {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const message = store.find((request.params as { id: string }).id);
      return message ? show(message, request, reply) : reply.callNotFound();
    };
  }
}
