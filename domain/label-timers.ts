// The timers of a label application, as consequences. Each arming has a name of its own: a cause is decided once.
import type { BpmnElement } from './bpmn-element.js';
import type { Consequence, JournalNote } from './consequence.js';
import type { LabelFacts } from './facts.js';
import { freezeDelayMs } from './freeze-delay.js';
import { nextLookAt } from './next-look.js';
import type { Instant } from './vocabulary.js';

/** For the freeze at the period's deadline; while that is not published, for another look. */
export function closeTimer(facts: LabelFacts, periodId: string, closesAt: Instant | null, count: number): Consequence {
  const timer = `${facts.applicationId}/close/${count}`;
  if (closesAt === null) return { kind: 'setTimer', timer, at: nextLookAt(facts) };
  const at =
    Date.parse(closesAt) + freezeDelayMs(`${facts.applicationId}/${periodId}`, facts.rulebook.freezeSpreadMinutes);
  return { kind: 'setTimer', timer, at: new Date(at).toISOString() };
}

/** For the opening of the evaluation. */
export function evaluationTimer(facts: LabelFacts, opensAt: Instant | null, count: number): Consequence {
  const timer = `${facts.applicationId}/evaluationOpens/${count}`;
  return { kind: 'setTimer', timer, at: opensAt ?? nextLookAt(facts) };
}

/** How many times a timer of this name was armed before, plus one: the number of its next arming. */
export function nextCount(timer: string): number {
  return Number(timer.split('/').at(-1)) + 1;
}

/** A timer that came too early, or found nothing published. */
export function nothingNote(element: BpmnElement, timer: string): JournalNote {
  return { event: 'timerWithoutEffect', element, rules: [], detail: { timer } };
}

export function lookAgain(facts: LabelFacts, count: number): Consequence {
  return { kind: 'setTimer', timer: `${facts.applicationId}/awaitingPeriod/${count}`, at: nextLookAt(facts) };
}
