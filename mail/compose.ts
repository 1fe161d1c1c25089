// From what is known to a finished message: pure, and the same again for the same data, so that a copy is the same mail.
import { createHash } from 'node:crypto';
import { type Instant, LANGUAGES, type Language } from '../domain/vocabulary.js';
import { translator } from '../messages/translate.js';
import type { Block, Letter } from './letter.js';
import type { MailData, PeriodMailData } from './mail-data.js';
import { oneLine } from './one-line.js';
import { renderHtml } from './render-html.js';
import { renderText } from './render-text.js';
import { speakerFor } from './speaker.js';
import { PERIOD_TEMPLATES, TASK_TEMPLATES, TEMPLATES } from './templates.js';

export interface MailMessage {
  /** Fixed by the mail's key: a copy sent after a lost answer is recognised by it. */
  messageId: string;
  /** The same for all mails of a project, or of a period: mail programs show them as one conversation. */
  threadId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  language: Language;
  composedAt: Instant;
}

export interface MailSettings {
  /** Address of the pages, without a slash at its end. */
  publicUrl: string;
  /** Domain of the sender, for message ids. */
  domain: string;
}

/** What tells one mail from another, before it is put into its form. */
interface Writing extends Pick<MailData, 'mailKey' | 'plannedAt' | 'recipient'> {
  /** Local part of the thread's id. */
  thread: string;
  letterIn(language: Language): Letter;
  urlOf(letter: Letter): string;
}

/**
 * Writes the mail in its recipient's language, and below a rule in the other one.
 * @throws Error when the data lack what the template tells
 */
export function compose(data: MailData, settings: MailSettings): MailMessage {
  const writing = {
    thread: `project.${data.project.projectId}`,
    letterIn: (language: Language) => letterIn(language, data),
    urlOf: (letter: Letter) => urlOf(letter, data, settings),
  };
  return messageOf({ ...data, ...writing }, settings);
}

/** The same for a mail about an NSO's evaluation of a period; its deadlines are in the NSO's time. */
export function composePeriodMail(data: PeriodMailData, settings: MailSettings): MailMessage {
  const timeZone = data.rules.nsos.find((nso) => nso.id === data.nsoId)?.timeZone ?? data.rules.timeZone;
  const writing = {
    thread: `period.${data.nsoId}.${data.periodId}`,
    letterIn: (language: Language) => PERIOD_TEMPLATES[data.template](data, speakerFor(data, language, timeZone)),
    urlOf: () => `${settings.publicUrl}/tasks`,
  };
  return messageOf({ ...data, ...writing }, settings);
}

function messageOf(writing: Writing, settings: MailSettings): MailMessage {
  const { language } = writing.recipient;
  const letter = writing.letterIn(language);
  const link = { url: writing.urlOf(letter), text: translator(language)(`mail.link.${letter.link}`) };
  const first = {
    subject: oneLine(letter.subject),
    greeting: translator(language)('mail.greeting'),
    blocks: letter.blocks,
    footer: translator(language)('mail.footer'),
  };
  const other = otherLanguage(language, writing);
  return {
    messageId: `<${createHash('sha256').update(writing.mailKey).digest('hex')}@${settings.domain}>`,
    threadId: `<${writing.thread}@${settings.domain}>`,
    to: { name: oneLine(writing.recipient.name), address: writing.recipient.address },
    subject: first.subject,
    text: [
      first.greeting,
      renderText(first.blocks),
      `${link.text}: ${link.url}`,
      first.footer,
      '-'.repeat(40),
      other.heading,
      renderText(other.blocks),
      `${other.footer}\n`,
    ].join('\n\n'),
    html: renderHtml({ language, ...first, link, other }),
    language,
    composedAt: writing.plannedAt,
  };
}

/** The same content for whoever reads the other language better; what people wrote is not repeated. */
function otherLanguage(first: Language, writing: Writing) {
  const language = LANGUAGES.find((candidate) => candidate !== first) ?? first;
  const say = translator(language);
  const all = writing.letterIn(language).blocks;
  const blocks: Block[] = all.filter((block) => block.kind !== 'quote');
  if (blocks.length < all.length) blocks.push({ kind: 'paragraph', text: say('mail.quotedAbove') });
  return { language, heading: say('mail.inThisLanguage'), blocks, footer: say('mail.footer') };
}

function letterIn(language: Language, data: MailData): Letter {
  const taskNsoId = TASK_TEMPLATES.has(data.template) ? data.task?.nsoId : undefined;
  const timeZone = data.rules.nsos.find((nso) => nso.id === taskNsoId)?.timeZone ?? data.rules.timeZone;
  const title = oneLine(data.project.title);
  return TEMPLATES[data.template](
    { ...data, project: { ...data.project, title } },
    speakerFor(data, language, timeZone),
  );
}

/** A page that only shows: nothing happens when a mail scanner opens it. */
function urlOf(letter: Letter, data: MailData, { publicUrl }: MailSettings): string {
  return letter.link === 'task' && data.task
    ? `${publicUrl}/tasks/${data.task.taskId}`
    : `${publicUrl}/projects/${data.project.projectId}`;
}
