import type { MailTemplate } from '../../domain/consequence.js';
import type { Language } from '../../domain/vocabulary.js';
import { type MessageKey, translator } from '../../messages/translate.js';

/** Which mail is meant: its template, and what its subject depends on. */
export interface MailSketch {
  template: MailTemplate;
  values?: { taskKind?: string; outcome?: string; closesAt?: string };
}

/** Stands for the day, which differs from run to run. */
const DAY = 'DAY';

/** The subject of a mail about a project, in a language, on whichever day. */
export function subjectPattern({ template, values = {} }: MailSketch, language: Language, title: string): RegExp {
  const key: MessageKey = `mail.${template}.subject`;
  const subject = translator(language)(key, {
    taskKind: null,
    outcome: null,
    closesAt: null,
    ...values,
    day: DAY,
    title,
  });
  return new RegExp(`^${subject.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(DAY, '.+')}$`);
}
