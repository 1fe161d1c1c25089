import { withInstants } from '../../../messages/instants.js';
import { isMessageKey, translator } from '../../../messages/translate.js';
import type { HistoryEntry } from '../../../usecases/read-history.js';
import { demand } from '../poll.js';
import type { ProjectStage } from '../stage.js';

/** What must be told, each with the rule that decided it. */
const MUST_BE_TOLD: readonly (readonly [event: string, rule: string | null])[] = [
  ['projectSubmitted', 'R-1.4.e'],
  ['taskReminded', null],
  ['councilApproved', 'R-1.4.a'],
  ['nsoApproved', 'R-1.4.f'],
  ['alreadyDecided', null],
  ['projectActivated', 'R-1.4.f'],
  ['projectCompleted', 'R-3.1.0'],
  ['labelApplicationReceived', 'R-3.1.3'],
  ['labelApplicationEdited', 'R-3.1.4'],
  ['applicationClosed', 'R-3.1.4'],
  ['labelWindowClosed', 'R-3.1.3'],
  ['labelApplicationFrozen', 'R-3.1.4'],
  ['labelAwarded', 'R-3.1.p'],
  ['labelApplicationRolledOver', 'R-3.1.5'],
];

/** The journal and the refused commands, as sentences; returns how many there are. */
export async function history(stage: ProjectStage): Promise<number> {
  const { cast, projectId, teller, words } = stage;
  teller.chapter(words.history);
  const path = `/api/projects/${projectId}/history`;
  const { entries } = await cast.systemAdministrator.api.get<{ entries: HistoryEntry[] }>(path);
  for (const entry of entries) {
    const rules = [...new Set(rulesOf(entry))];
    const sentence =
      rules.length === 0 ? sentenceOf(stage, entry) : `${sentenceOf(stage, entry)} [${rules.join(', ')}]`;
    teller.told(stage.time.format(entry.at), sentence);
  }
  const untold = MUST_BE_TOLD.filter(([event, rule]) => {
    return !entries.some((entry) => eventOf(entry) === event && (rule === null || rulesOf(entry).includes(rule)));
  });
  demand(untold.length === 0, words.missingSentences(untold.map(([event]) => event).join(', ')));
  return entries.length;
}

/** Nobody who takes part in the project may be asked to decide on it. */
export function demandNoPartyWasAsked({ cast, mails, words, who }: ProjectStage): void {
  const asked = mails.seen.some(({ to, text }) => to.includes(cast.greekPartner.email) && text.includes('/tasks/'));
  demand(!asked, words.partyAsked({ who: who('greekPartner') }));
}

function sentenceOf({ words, language, rulebook, time }: ProjectStage, entry: HistoryEntry): string {
  const say = translator(language);
  const show = { language, timeZone: time.timeZone, clock: time.clock };
  if (entry.refused) {
    const key = `problem.${entry.refused.code}`;
    const why = isMessageKey(key) ? say(key, withInstants(entry.refused.values, show)) : entry.refused.code;
    return words.refusedEntry({ who: entry.actorName ?? '', why });
  }
  const key = `event.${entry.event}`;
  const { actorName, schoolName, applicantName, detail, event } = entry;
  const nsoName = rulebook.nsos.find((nso) => nso.id === detail.nsoId)?.names[language] ?? null;
  const values = { ...withInstants(detail, show), actorName, schoolName, nsoName };
  const sentence = say(isMessageKey(key) ? key : 'event.other', { event, ...values });
  return applicantName === null ? sentence : `${applicantName}: ${sentence}`;
}

function eventOf({ event, refused }: HistoryEntry): string {
  return refused?.code ?? event;
}

function rulesOf({ rules, refused }: HistoryEntry): string[] {
  return refused ? (refused.rule === null ? [] : [refused.rule]) : rules.map(({ rule }) => rule);
}
