// How a rulebook's instants, offices and criteria are told to a person.
import { type ProgrammeClock, programmeTimeAt } from '../domain/programme-clock.js';
import type { Rulebook } from '../domain/rulebook.js';
import type { AnswerValues } from '../domain/step.js';
import type { Instant } from '../domain/vocabulary.js';
import { formatDeadline, formatInstant, withInstants } from '../messages/instants.js';
import type { Deps } from '../usecases/deps.js';
import { readRulebook } from '../usecases/read-rulebook.js';
import { timeLeft } from './time-left.js';
import type { SignedIn } from './viewer.js';

/** Programme time in a zone of the rulebook, whatever the real clocks show; names in the viewer's language. */
export interface RulebookWords {
  instant(at: Instant): string;
  deadline(at: Instant): string;
  /** How long there is until a deadline, such as "in 3 days"; null once its day is over. */
  timeLeft(at: Instant): string | null;
  values(values: AnswerValues): AnswerValues;
  nso(nsoId: string): string;
  criterion(id: string): string;
  rulebook: Rulebook;
}

/** The words of a rulebook; its times as they are at the NSO that has the task, or in the rulebook's own zone. */
export async function wordsOf(
  deps: Deps,
  viewer: SignedIn,
  rulebookId: string,
  nsoId?: string,
): Promise<RulebookWords> {
  const { rulebook } = await readRulebook(deps, viewer.session.actor, rulebookId);
  const timeZone = rulebook.nsos.find((nso) => nso.id === nsoId)?.timeZone ?? rulebook.timeZone;
  const { language } = viewer;
  const clock: ProgrammeClock = rulebook.programmeClock;
  const now = programmeTimeAt(clock, new Date().toISOString());
  const nameOf = (list: readonly { id: string; names: Record<typeof language, string> }[], id: string) =>
    list.find((one) => one.id === id)?.names[language] ?? id;
  return {
    instant: (at) => formatInstant(language, programmeTimeAt(clock, at), timeZone),
    deadline: (at) => formatDeadline(language, programmeTimeAt(clock, at), timeZone, clock.ratio),
    timeLeft: (at) => timeLeft(language, { now, dueAt: programmeTimeAt(clock, at), timeZone, ratio: clock.ratio }),
    values: (values) => withInstants(values, { language, timeZone, clock }),
    nso: (id) => nameOf(rulebook.nsos, id),
    criterion: (id) => nameOf([...rulebook.label.criteria, ...rulebook.label.subCriteria], id),
    rulebook,
  };
}

/** Rows of a list, each with the words of its own rulebook, in the zone of its NSO where it has one. */
export function withWords<Item extends { rulebookId: string; nsoId?: string }>(
  deps: Deps,
  viewer: SignedIn,
  items: readonly Item[],
): Promise<(Item & { words: RulebookWords })[]> {
  return Promise.all(
    items.map(async (item) => ({ ...item, words: await wordsOf(deps, viewer, item.rulebookId, item.nsoId) })),
  );
}
