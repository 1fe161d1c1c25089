import { programmeTimeAt } from '../domain/programme-clock.js';
import type { LocalisedText } from '../domain/rulebook/source.js';
import type { Instant, Language } from '../domain/vocabulary.js';
import {
  formatDate,
  formatDay,
  formatDeadline,
  formatDeadlineDay,
  formatInstant,
  formatTime,
} from '../messages/instants.js';
import { type Translator, translator } from '../messages/translate.js';
import type { MailData } from './mail-data.js';

/** Says things in one language to one reader. Takes real instants and tells programme time, the reader's own zone second. */
export interface Speaker {
  language: Language;
  say: Translator;
  instant(realAt: Instant): string;
  deadline(realAt: Instant): string;
  /** Few characters, for the subject. */
  day(realAt: Instant): string;
  deadlineDay(realAt: Instant): string;
  date(on: string): string;
  name(names: LocalisedText): string;
  nso(nsoId: string): string;
}

/** @param timeZone the zone in which the mail's deadlines are laid down */
export function speakerFor(data: Pick<MailData, 'rules' | 'recipient'>, language: Language, timeZone: string): Speaker {
  const { programmeClock: clock } = data.rules;
  const say = translator(language);
  const nsoOf = (id: string | null) => data.rules.nsos.find((nso) => nso.id === id);
  const readerZone = nsoOf(data.recipient.nsoId)?.timeZone ?? timeZone;
  const inBothZones = (at: Instant, format: typeof formatDeadline) => {
    const first = format(language, at, timeZone, clock.ratio);
    if (formatTime(language, at, timeZone) === formatTime(language, at, readerZone)) return first;
    return say('time.instantInTwoZones', { first, second: formatInstant(language, at, readerZone) });
  };
  return {
    language,
    say,
    instant: (realAt) => inBothZones(programmeTimeAt(clock, realAt), formatInstant),
    deadline: (realAt) => inBothZones(programmeTimeAt(clock, realAt), formatDeadline),
    day: (realAt) => formatDay(language, programmeTimeAt(clock, realAt), timeZone),
    deadlineDay: (realAt) => formatDeadlineDay(language, programmeTimeAt(clock, realAt), timeZone, clock.ratio),
    date: (on) => formatDate(language, on),
    name: (names) => names[language],
    nso: (nsoId) => nsoOf(nsoId)?.names[language] ?? nsoId,
  };
}
