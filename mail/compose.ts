// From what is known to a finished message: pure, and the same again for the same data, so that a copy is the same mail.
import { createHash } from 'node:crypto';
import { type Instant, LANGUAGES, type Language } from '../domain/vocabulary.js';
import { translator } from '../messages/translate.js';
import type { Block, Letter } from './letter.js';
import type { MailData } from './mail-data.js';
import { oneLine } from './one-line.js';
import { renderHtml } from './render-html.js';
import { renderText } from './render-text.js';
import { speakerFor } from './speaker.js';
import { TASK_TEMPLATES, TEMPLATES } from './templates.js';

export interface MailMessage {
  /** Fixed by the mail's key: a copy sent after a lost answer is recognised by it. */
  messageId: string;
  /** The same for all mails of a project: mail programs show them as one conversation. */
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

/**
 * Writes the mail in its recipient's language, and below a rule in the other one.
 * @throws Error when the data lack what the template tells
 */
export function compose(data: MailData, settings: MailSettings): MailMessage {
  const { language } = data.recipient;
  const letter = letterIn(language, data);
  const link = { url: urlOf(letter, data, settings), text: translator(language)(`mail.link.${letter.link}`) };
  const first = {
    subject: oneLine(letter.subject),
    greeting: translator(language)('mail.greeting'),
    blocks: letter.blocks,
    footer: translator(language)('mail.footer'),
  };
  const other = otherLanguage(language, data);
  return {
    messageId: `<${createHash('sha256').update(data.mailKey).digest('hex')}@${settings.domain}>`,
    threadId: `<project.${data.project.projectId}@${settings.domain}>`,
    to: { name: oneLine(data.recipient.name), address: data.recipient.address },
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
    composedAt: data.plannedAt,
  };
}

/** The same content for whoever reads the other language better; what people wrote is not repeated. */
function otherLanguage(first: Language, data: MailData) {
  const language = LANGUAGES.find((candidate) => candidate !== first) ?? first;
  const say = translator(language);
  const all = letterIn(language, data).blocks;
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
