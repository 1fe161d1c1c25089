// When a task is due, and the ladder of reminders before and escalations after it.
import { isBefore } from './instant.js';
import { localTimeOnDay } from './local-day.js';
import { type ProgrammeClock, programmeTimeAt, realTimeAt } from './programme-clock.js';
import type { TaskPolicy } from './rulebook/tasks.js';
import type { Instant } from './vocabulary.js';
import { addWorkingDays, countWorkingDays, type WorkingCalendar, type WorkingDaysCount } from './working-calendar.js';

/** A rung's name (`reminder-1`) is its place in the policy, in the order of time; it stays when another is dropped. */
export type Rung =
  | { rung: string; kind: 'reminder'; at: Instant; workingDaysBefore: number }
  | { rung: string; kind: 'escalation'; at: Instant; workingDaysAfter: number; to: 'nsoAdministrators' }
  | { rung: 'lapse'; kind: 'lapse'; at: Instant; workingDaysAfter: number };

export interface DueDate {
  /** Real instant: the task is overdue from here on (`now >= dueAt`). */
  dueAt: Instant;
  /** The last day on which it is in time, in the NSO's calendar. */
  dueOn: string;
  why: WorkingDaysCount;
  rungs: Rung[];
}

/**
 * The due date of a task opened at a real instant. Working days are counted in programme time; what comes out are real
 * instants. Rungs stand in the order of time; a reminder that would come no later than the opening is dropped.
 * @throws RangeError when `openedAt` is not an instant or the policy's numbers make no sense
 */
export function dueDateFor(input: {
  policy: TaskPolicy;
  calendar: WorkingCalendar;
  clock: ProgrammeClock;
  openedAt: Instant;
}): DueDate {
  const { policy, calendar, clock, openedAt } = input;
  const due = addWorkingDays(calendar, programmeTimeAt(clock, openedAt), policy.dueInWorkingDays);
  const dueAt = realTimeAt(clock, due.endsAt);
  const rungAt = (workingDays: number): Instant => {
    const { toOn } = countWorkingDays(calendar, due.on, workingDays);
    return realTimeAt(clock, localTimeOnDay(toOn, policy.rungLocalTime, calendar.timeZone));
  };
  const reminders = remindersOf(policy, rungAt).filter((rung) => isBefore(openedAt, rung.at));
  return {
    dueAt,
    dueOn: due.on,
    why: due.why,
    rungs: [...reminders, ...escalationsOf(policy, rungAt), ...lapseOf(policy, rungAt)],
  };
}

function remindersOf(policy: TaskPolicy, rungAt: (workingDays: number) => Instant): Rung[] {
  return policy.reminders
    .toSorted((one, other) => other.workingDaysBefore - one.workingDaysBefore)
    .map(({ workingDaysBefore }, index) => ({
      rung: `reminder-${index + 1}`,
      kind: 'reminder',
      at: rungAt(-workingDaysBefore),
      workingDaysBefore,
    }));
}

function escalationsOf(policy: TaskPolicy, rungAt: (workingDays: number) => Instant): Rung[] {
  return policy.escalations
    .toSorted((one, other) => one.workingDaysAfter - other.workingDaysAfter)
    .map(({ workingDaysAfter, to }, index) => ({
      rung: `escalation-${index + 1}`,
      kind: 'escalation',
      at: rungAt(workingDaysAfter),
      workingDaysAfter,
      to,
    }));
}

/** The last rung: what nobody did until then is given up. */
function lapseOf({ lapsesAfterWorkingDays }: TaskPolicy, rungAt: (workingDays: number) => Instant): Rung[] {
  if (lapsesAfterWorkingDays === undefined) return [];
  const at = rungAt(lapsesAfterWorkingDays);
  return [{ rung: 'lapse', kind: 'lapse', at, workingDaysAfter: lapsesAfterWorkingDays }];
}
