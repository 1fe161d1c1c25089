import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { type Mailbox, startMailbox } from '../../local/mailbox/mailbox-server.js';
import { MessageStore, type StoredMessage } from '../../local/mailbox/message-store.js';
import { withFolder } from './temporary-folder.js';

test('a mail that was sent over SMTP is kept as a file and shown, in the list and on a page of its own', () =>
  withMailbox(async ({ mailbox, folder }) => {
    await send(mailbox, {
      to: 'Maria@School.gr',
      subject: 'Έγκριση έργου <β>',
      text: 'Δείτε http://localhost:3000/tasks/1.',
    });

    const [message] = await list(mailbox, '?to=maria@school.gr');
    expect(message).toMatchObject({
      messageId: expect.stringMatching(/^<.+@.+>$/),
      from: '"eTwinning" <etwinning@localhost>',
      to: ['Maria@school.gr'],
      subject: 'Έγκριση έργου <β>',
      text: expect.stringContaining('Δείτε'),
      receivedAt: expect.stringMatching(/^\d{4}-.+Z$/),
    });
    const files = (await readdir(folder)).filter((file) => file.endsWith('.eml'));
    expect(files).toEqual([`${message?.id}.eml`]);
    expect(await readFile(path.join(folder, files[0] as string), 'utf8')).toMatch(
      /^Return-Path: <etwinning@localhost>\r\n/,
    );
    expect(await page(mailbox, '/')).toContain('Έγκριση έργου &lt;β>');
    const own = await page(mailbox, `/message/${message?.id}`);
    expect(own).toContain('<a href="http://localhost:3000/tasks/1">http://localhost:3000/tasks/1</a>.');
  }));

test('the list tells by recipient and by instant, in the order of arrival, and the page shows the newest first', () =>
  withMailbox(async ({ mailbox }) => {
    for (const subject of ['one', 'two', 'three']) {
      await send(mailbox, { to: subject === 'two' ? 'b@x.test' : 'a@x.test', subject, text: '-' });
    }

    const all = await list(mailbox);
    expect(all.map(({ subject }) => subject)).toEqual(['one', 'two', 'three']);
    expect((await list(mailbox, '?to=a@x.test')).map(({ subject }) => subject)).toEqual(['one', 'three']);
    const since = await list(mailbox, `?since=${all[1]?.receivedAt}`);
    expect(since.map(({ subject }) => subject)).toEqual(['two', 'three']);
    expect((await fetch(`${mailbox.url}/messages?since=yesterday`)).status).toBe(400);
    expect(await page(mailbox, '/')).toMatch(/three.*two.*one/s);
  }));

test('what a mail holds cannot act on the page: its HTML stays in a closed frame', () =>
  withMailbox(async ({ mailbox }) => {
    await send(mailbox, {
      to: 'a@x.test',
      subject: '<script>1</script>',
      text: '<b>',
      html: '<p>Hi<script>1</script></p>',
    });
    const [message] = await list(mailbox);

    const own = await page(mailbox, `/message/${message?.id}`);
    expect(own).not.toContain('<script>');
    expect(own).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const html = await fetch(`${mailbox.url}/message/${message?.id}/html`);
    expect(html.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(await html.text()).toContain('<p>Hi');
    expect((await fetch(`${mailbox.url}/message/nothing`)).status).toBe(404);
  }));

test('messages outlive the mailbox, also when its index is cut off or gone', () =>
  withFolder(async (folder) => {
    const store = await MessageStore.open(folder);
    const mail = (subject: string) => Buffer.from(`From: a@x.test\r\nSubject: ${subject}\r\n\r\nBody\r\n`);
    await store.accept({ from: 'a@x.test', to: ['b@x.test', 'c@x.test'] }, mail('first'));
    await store.accept({ from: 'a@x.test', to: ['b@x.test'] }, mail('second'));
    const before = store.list();

    await appendFile(path.join(folder, 'index.jsonl'), '\n{"id":"cut o');
    expect((await MessageStore.open(folder)).list()).toEqual(before);
    await rm(path.join(folder, 'index.jsonl'));
    expect((await MessageStore.open(folder)).list()).toEqual(before);
  }));

async function withMailbox(work: (context: { mailbox: Mailbox; folder: string }) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const mailbox = await startMailbox({ folder, smtpPort: 0, port: 0, logLevel: 'silent' });
    try {
      await work({ mailbox, folder });
    } finally {
      await mailbox.close();
    }
  });
}

async function send(
  mailbox: Mailbox,
  mail: { to: string; subject: string; text: string; html?: string },
): Promise<void> {
  const transport = nodemailer.createTransport(mailbox.smtpUrl);
  await transport.sendMail({ from: 'eTwinning <etwinning@localhost>', ...mail });
}

async function list(mailbox: Mailbox, query = ''): Promise<StoredMessage[]> {
  return (await fetch(`${mailbox.url}/messages${query}`)).json() as Promise<StoredMessage[]>;
}

async function page(mailbox: Mailbox, address: string): Promise<string> {
  return (await fetch(`${mailbox.url}${address}`, { headers: { 'accept-language': 'en' } })).text();
}
