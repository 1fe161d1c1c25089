import type { StoredMessage } from '../../local/mailbox/message-store.js';
import type { Stage } from './stage.js';

/** Stands between the recipient's language and the other one in every mail. */
const BETWEEN_LANGUAGES = /^-{40}$/m;
const EXCERPT_LINES = 2;

/** Tells of mails that arrived together: recipients, subject, and how each begins, in the language of the story. */
export function tellMails({ teller, words, people, language }: Stage): (mails: readonly StoredMessage[]) => void {
  const recipient = (address: string) => people.find(({ email }) => email === address);
  return (mails) => {
    for (const subject of new Set(mails.map((mail) => mail.subject))) {
      const alike = mails.filter((mail) => mail.subject === subject);
      const addresses = alike.flatMap(({ to }) => to);
      const names = addresses.map((address) => `${recipient(address)?.name ?? ''} <${address}>`.trim());
      teller.note(words.mailTo(names.join(', ')));
      teller.below(subject);
      const [first] = alike;
      const own = recipient(addresses[0] ?? '')?.language ?? language;
      if (first) teller.below(paragraph(first.text, own === language), EXCERPT_LINES);
    }
  };
}

/** The paragraph behind the greeting, or behind the heading of the other language. */
function paragraph(text: string, inFirstLanguage: boolean): string {
  const [first = '', other = first] = text.split(BETWEEN_LANGUAGES);
  const [greeting = '', body = greeting] = (inFirstLanguage ? first : other).trim().split(/\n\s*\n/);
  return body;
}
