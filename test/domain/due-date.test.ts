import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueDateFor } from '../../domain/due-date.js';
import { instantOf, millisecondsOf } from '../../domain/instant.js';
import { nsoOf } from '../../domain/rulebook.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const { programmeClock: clock, taskPolicies } = rulebook;
const greece = nsoOf(rulebook, 'GR');

describe('due dates', () => {
  test('a task is due at the end of its last working day, with a reminder before and an escalation after it', () => {
    const openedAt = '2022-02-07T10:00:00.000Z';

    const due = dueDateFor({ policy: taskPolicies.nsoApproval, calendar: greece, clock, openedAt });

    expect(due).toMatchObject({ dueOn: '2022-02-21', dueAt: '2022-02-21T22:00:00.000Z' });
    expect(due.rungs).toEqual([
      { rung: 'reminder-1', kind: 'reminder', at: '2022-02-17T06:00:00.000Z', workingDaysBefore: 2 },
      {
        rung: 'escalation-1',
        kind: 'escalation',
        at: '2022-02-22T06:00:00.000Z',
        workingDaysAfter: 1,
        to: 'nsoAdministrators',
      },
    ]);
  });

  test('reminders and escalations are at eight in the morning on either side of a change of clocks', () => {
    const openedAt = '2022-03-11T10:00:00.000Z';

    const { dueOn, rungs } = dueDateFor({ policy: taskPolicies.nsoApproval, calendar: greece, clock, openedAt });

    expect(dueOn).toBe('2022-03-28');
    expect(rungs.map((rung) => rung.at)).toEqual(['2022-03-23T06:00:00.000Z', '2022-03-29T05:00:00.000Z']);
  });

  test('a reminder that would come before the opening is dropped, and the others keep their names', () => {
    const policy = {
      ...taskPolicies.nsoApproval,
      dueInWorkingDays: 2,
      reminders: [{ workingDaysBefore: 0 }, { workingDaysBefore: 1 }, { workingDaysBefore: 2 }],
    };

    const due = dueDateFor({ policy, calendar: greece, clock, openedAt: '2022-02-07T10:00:00.000Z' });

    expect(due.rungs.map(({ rung, at }) => [rung, at])).toEqual([
      ['reminder-2', '2022-02-08T06:00:00.000Z'],
      ['reminder-3', '2022-02-09T06:00:00.000Z'],
      ['escalation-1', '2022-02-10T06:00:00.000Z'],
    ]);
  });

  test('under a fast programme clock the same days come as real instants seconds away', () => {
    const fast = { programmeAt: '2022-02-07T10:00:00.000Z', realAt: '2026-01-01T00:00:00.000Z', ratio: 86_400 };

    const due = dueDateFor({
      policy: taskPolicies.nsoApproval,
      calendar: greece,
      clock: fast,
      openedAt: '2026-01-01T00:00:00.000Z',
    });

    expect(due).toMatchObject({ dueOn: '2022-02-21', dueAt: '2026-01-01T00:00:14.500Z' });
    expect(due.rungs.map((rung) => rung.at)).toEqual(['2026-01-01T00:00:09.834Z', '2026-01-01T00:00:14.834Z']);
  });

  test('at every NSO and for every kind of task: opened before due, reminders between, escalations after, in order', () => {
    const openings = fc.integer({ min: Date.UTC(2021, 8), max: Date.UTC(2023, 9) }).map(instantOf);
    const ladders = fc.record({
      dueInWorkingDays: fc.integer({ min: 1, max: 60 }),
      reminders: fc.uniqueArray(fc.integer({ min: 0, max: 70 }), { maxLength: 4 }),
      escalations: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
      ratio: fc.constantFrom(1, 1000, 525_600),
    });
    fc.assert(
      fc.property(fc.constantFrom(...rulebook.nsos), openings, ladders, (calendar, openedAt, ladder) => {
        const policy = {
          ...taskPolicies.nsoApproval,
          dueInWorkingDays: ladder.dueInWorkingDays,
          reminders: ladder.reminders.map((workingDaysBefore) => ({ workingDaysBefore })),
          escalations: ladder.escalations.map((workingDaysAfter) => ({
            workingDaysAfter,
            to: 'nsoAdministrators' as const,
          })),
        };

        const due = dueDateFor({
          policy,
          calendar,
          clock: { programmeAt: openedAt, realAt: openedAt, ratio: ladder.ratio },
          openedAt,
        });

        const rungs = due.rungs.map((rung) => millisecondsOf(rung.at));
        expect(millisecondsOf(due.dueAt)).toBeGreaterThan(millisecondsOf(openedAt));
        expect(rungs).toEqual(rungs.toSorted((one, other) => one - other));
        for (const rung of due.rungs) {
          const before = millisecondsOf(rung.at) < millisecondsOf(due.dueAt);
          expect(before || rung.kind === 'escalation').toBe(true);
          expect(millisecondsOf(rung.at)).toBeGreaterThan(millisecondsOf(openedAt));
        }
        expect(due.rungs.filter((rung) => rung.kind === 'escalation')).toHaveLength(ladder.escalations.length);
        expect(new Set(due.rungs.map((rung) => rung.rung)).size).toBe(due.rungs.length);
      }),
    );
  });
});
