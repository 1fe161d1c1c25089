import type { ProblemDetails } from '../../api/problem-details.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { AnswerValues } from '../../domain/step.js';
import type { Language } from '../../domain/vocabulary.js';
import { withInstants } from '../../messages/instants.js';
import { isMessageKey, translator } from '../../messages/translate.js';
import type { Cast, Part, Player, Somebody } from './cast.js';
import type { Example } from './example.js';
import type { MailWatch } from './mailbox.js';
import type { Words } from './messages/en.js';
import type { Addresses } from './options.js';
import type { ProgrammeTime } from './programme-time.js';
import type { Teller } from './teller.js';

/** What every chapter of the story has at hand. */
export interface Stage {
  cast: Cast;
  people: readonly Somebody[];
  example: Example;
  rulebookId: string;
  rulebook: Rulebook;
  time: ProgrammeTime;
  teller: Teller;
  words: Words;
  language: Language;
  addresses: Addresses;
  /** Name and part of a player, as the story calls him or her. */
  who: (part: Part) => string;
}

/** Once the project is there. */
export interface ProjectStage extends Stage {
  projectId: string;
  mails: MailWatch;
}

/** A player as the story calls him or her. */
export function nameIn(words: Words, player: Player): string {
  return `${player.name} (${words.parts[player.part]})`;
}

/**
 * Tells of a no that was expected. The API says it in the language of whoever asked and in real time; the story repeats it
 * in its own language, in the programme's time.
 */
export function tellRefusal({ teller, language, time }: Stage, text: string, problem: ProblemDetails): void {
  const show = { language, timeZone: time.timeZone, clock: time.clock };
  const say = (key: string, values: AnswerValues) =>
    isMessageKey(key) ? translator(language)(key, withInstants(values, show)) : '';
  const fields = problem.fields?.map((field) => ({ ...field, detail: say(`finding.${field.code}`, field.values) }));
  const detail = say(`problem.${problem.code}`, problem.values);
  teller.refusal(text, { ...problem, ...(fields ? { fields } : {}) }, detail);
}

/** Lets the programme's year go on until an instant, and says so when that takes a while. */
export async function goOnUntil(
  { time, teller, words }: Stage,
  programmeAt: string,
  day = time.day(programmeAt),
): Promise<void> {
  const seconds = time.secondsUntil(programmeAt);
  if (seconds > 1) teller.note(words.until({ day, seconds: seconds.toFixed(0) }));
  await time.reach(programmeAt);
}
