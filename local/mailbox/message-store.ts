import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { z } from 'zod';

const storedMessage = z.object({
  id: z.string(),
  messageId: z.string().nullable(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  receivedAt: z.string(),
});

/** A message as lists and programs see it. `to` are the addresses that it was delivered to. */
export type StoredMessage = z.infer<typeof storedMessage>;

/** The addresses of an SMTP transaction, which count, whatever the message's own headers say. */
export interface Envelope {
  from: string;
  to: readonly string[];
}

const INDEX = 'index.jsonl';

/**
 * Messages as files, one `.eml` each with the envelope in trace headers, and an index that is only a short cut: what it
 * lacks after a kill is read from the files.
 */
export class MessageStore {
  readonly #folder: string;
  readonly #messages: StoredMessage[];
  #shown: Promise<void> = Promise.resolve();

  private constructor(folder: string, messages: StoredMessage[]) {
    this.#folder = folder;
    this.#messages = messages;
  }

  /** Opens a folder of messages, made when missing. */
  static async open(folder: string): Promise<MessageStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const indexed = new Map((await readIndex(folder)).map((message) => [message.id, message]));
    const ids = (await readdir(folder)).filter((file) => file.endsWith('.eml')).map((file) => file.slice(0, -4));
    const messages: StoredMessage[] = [];
    for (const id of ids.sort()) {
      const known = indexed.get(id);
      messages.push(known ?? (await readBack(folder, id)));
      if (!known) await appendIndex(folder, messages.at(-1) as StoredMessage);
    }
    return new MessageStore(folder, messages);
  }

  /** Takes a message in. When this resolves it is on the disk, with its name. */
  async accept(envelope: Envelope, content: Buffer): Promise<StoredMessage> {
    const receivedAt = new Date().toISOString();
    const id = `${receivedAt.replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
    const trace = [
      `Return-Path: <${envelope.from}>`,
      ...envelope.to.map((address) => `Delivered-To: ${address}`),
      `X-Received-At: ${receivedAt}`,
    ];
    const raw = Buffer.concat([Buffer.from(`${trace.join('\r\n')}\r\n`), content]);
    // Written side by side, shown in the order of arrival: who reads on from the newest instant misses none.
    const before = this.#shown;
    const written = describe(id, raw).then(async (message) => {
      await writeDurably(path.join(this.#folder, `${id}.eml`), raw);
      await before;
      this.#messages.push(message);
      return message;
    });
    this.#shown = written.then(
      () => {},
      () => {},
    );
    const message = await written;
    await appendIndex(this.#folder, message);
    return message;
  }

  /**
   * Messages in the order of arrival.
   *
   * @param to only those delivered to this address, whatever its case
   * @param since only those received at this instant or later
   */
  list({ to, since }: { to?: string | undefined; since?: string | undefined } = {}): StoredMessage[] {
    const address = to?.trim().toLowerCase();
    const from = since === undefined ? undefined : new Date(since).toISOString();
    return this.#messages.filter(
      (message) =>
        (!address || message.to.some((one) => one.toLowerCase() === address)) &&
        (from === undefined || message.receivedAt >= from),
    );
  }

  /** One message; undefined when there is none with this id. */
  find(id: string): StoredMessage | undefined {
    return this.#messages.find((message) => message.id === id);
  }

  /** The message as it came over the wire, behind the trace headers. */
  source({ id }: StoredMessage): Promise<Buffer> {
    return readFile(path.join(this.#folder, `${id}.eml`));
  }

  /** The message's HTML; undefined when it has none. */
  async html(message: StoredMessage): Promise<string | undefined> {
    const { html } = await simpleParser(await this.source(message), { skipTextToHtml: true });
    return html || undefined;
  }
}

async function readBack(folder: string, id: string): Promise<StoredMessage> {
  return describe(id, await readFile(path.join(folder, `${id}.eml`)));
}

async function describe(id: string, raw: Buffer): Promise<StoredMessage> {
  const mail = await simpleParser(raw, { skipTextToHtml: true });
  const deliveredTo = mail.headerLines
    .filter(({ key }) => key === 'delivered-to')
    .map(({ line }) => line.slice(line.indexOf(':') + 1).trim());
  return {
    id,
    messageId: mail.messageId ?? null,
    from: mail.from?.text ?? returnPath(mail),
    to: deliveredTo,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    receivedAt: String(mail.headers.get('x-received-at')),
  };
}

function returnPath(mail: ParsedMail): string {
  const line = mail.headerLines.find(({ key }) => key === 'return-path')?.line ?? '';
  return line.slice(line.indexOf(':') + 1).trim();
}

async function readIndex(folder: string): Promise<StoredMessage[]> {
  const text = await readFile(path.join(folder, INDEX), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return [storedMessage.parse(JSON.parse(line))];
    } catch {
      // The last line of a killed process may be cut off.
      return [];
    }
  });
}

async function appendIndex(folder: string, message: StoredMessage): Promise<void> {
  // The line break comes first: it also ends a line that was cut off.
  await appendFile(path.join(folder, INDEX), `\n${JSON.stringify(message)}`, { mode: 0o600 });
}

async function writeDurably(file: string, content: Buffer): Promise<void> {
  const draft = await open(`${file}.new`, 'wx', 0o600);
  try {
    await draft.writeFile(content);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.new`, file);
  const folder = await open(path.dirname(file));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
