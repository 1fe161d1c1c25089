import { isMessageKey } from '../../messages/translate.js';
import type { HistoryEntry } from '../../usecases/read-history.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { Viewer } from '../viewer.js';

interface StoryProps {
  viewer: Viewer;
  history: HistoryEntry[];
  words: RulebookWords;
}

/** One sentence for each thing that happened, oldest first, with the rules that decided it. */
export function Story({ viewer, history, words }: StoryProps) {
  return (
    <ol class="story">
      {history.map((entry) => (
        <li key={`${entry.seq} ${entry.at} ${entry.event}`} class={entry.refused ? 'refused' : ''}>
          <time datetime={entry.at}>{words.instant(entry.at)}</time>
          <p>{sentenceOf(viewer, entry, words)}</p>
          {rulesOf(entry) && <p class="rule">{rulesOf(entry)}</p>}
        </li>
      ))}
    </ol>
  );
}

function rulesOf({ rules, refused }: HistoryEntry): string {
  return [...new Set([...rules.map(({ rule }) => rule), ...(refused?.rule ? [refused.rule] : [])])].join(', ');
}

function sentenceOf({ t }: Viewer, entry: HistoryEntry, words: RulebookWords): string {
  const { refused, actorName, schoolName, applicantName, memberNames, founderName, detail } = entry;
  if (refused) {
    const key = `problem.${refused.code}`;
    const why = isMessageKey(key) ? t(key, words.values(refused.values)) : refused.code;
    return t('pages.refusedCommand', { actorName, why });
  }
  const nsoName = typeof detail.nsoId === 'string' ? words.nso(detail.nsoId) : null;
  const key = `event.${entry.event}`;
  const sentence = isMessageKey(key)
    ? t(key, { actorName, schoolName, nsoName, memberNames, founderName, ...words.values(detail) })
    : t('event.other');
  return applicantName && entry.subject === 'label' ? `${applicantName}: ${sentence}` : sentence;
}
