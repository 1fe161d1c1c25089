// An active project's own timer: its founders are reminded to complete it, and in the end it lapses.
import type { Consequence } from './consequence.js';
import type { ProjectFacts } from './facts.js';
import { isBefore } from './instant.js';
import { startOfLocalDay } from './local-day.js';
import { realTimeAt } from './programme-clock.js';
import type { Instant } from './vocabulary.js';

/** Arms the timer for the first day of the rulebook's that comes after `after`; for none once all have gone by. */
export function waitForCompletion(facts: ProjectFacts, after: Instant): Consequence {
  const { remindersOn, lapsesOn } = facts.rulebook.activeProjects;
  const next = [...remindersOn, lapsesOn].find((on) => isBefore(after, realInstantOf(facts, on)));
  if (next === undefined) return { kind: 'setTimer', timer: null, at: null };
  const stage = next === lapsesOn ? 'lapse' : 'completionReminder';
  return {
    kind: 'setTimer',
    timer: `${facts.project?.projectId ?? ''}/${stage}/${next}/1`,
    at: realInstantOf(facts, next),
  };
}

/** When the day of the rulebook begins, in real time. */
export function realInstantOf({ rulebook }: Pick<ProjectFacts, 'rulebook'>, on: string): Instant {
  return realTimeAt(rulebook.programmeClock, startOfLocalDay(on, rulebook.timeZone));
}
