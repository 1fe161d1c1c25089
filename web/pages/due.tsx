import type { RulebookWords } from '../rulebook-words.js';
import type { Viewer } from '../viewer.js';

export interface DueProps {
  viewer: Viewer;
  words: RulebookWords;
  dueAt: string;
  overdue: boolean;
  escalated?: boolean;
  reminded?: boolean;
}

/** A due date in words, how long there is until then, and what has come of it. */
export function Due({ viewer, words, dueAt, overdue, escalated, reminded }: DueProps) {
  const { t } = viewer;
  const left = overdue ? null : words.timeLeft(dueAt);
  return (
    <>
      <time datetime={dueAt}>{words.deadline(dueAt)}</time>
      {left && `, ${left}`}
      {overdue && <strong class="tag late">{t('task.flag.overdue')}</strong>}
      {escalated && <strong class="tag">{t('task.flag.escalated')}</strong>}
      {reminded && !overdue && <span class="tag">{t('task.flag.reminded')}</span>}
    </>
  );
}
