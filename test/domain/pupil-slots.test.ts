import { describe, expect, test } from '@jest/globals';
import { judgePupilSlots, type PupilSlot } from '../../domain/pupil-slots.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const schoolId = '0190f5a0-0000-7000-8000-000000000001';
const of = (code: string, slot: number, isOwn = false): PupilSlot => ({ schoolId, code, slot, isOwn });
const naming = (...pupilCodes: string[]) => ({
  pupilsGroups: [{ schoolId, formedBeforeTopic: true, consentsAttested: true, pupilCodes }],
});
const judge = (pupilSlots: PupilSlot[], ...codes: string[]) =>
  judgePupilSlots({ rulebook, pupilSlots }, naming(...codes));

describe('R-2.e the two projects of a pupil outside the timetable', () => {
  test('given no codes, when a project is submitted, then nothing is taken and no rule is told', () => {
    expect(judgePupilSlots({ rulebook, pupilSlots: [] }, {})).toEqual({ refusal: null, rules: [], consequences: [] });
  });

  test('given pupils with none or one project, when another is submitted, then each takes the lowest free slot', () => {
    expect(judge([of('B1', 1), of('B2', 2)], 'B1', 'B2', 'B3')).toEqual({
      refusal: null,
      rules: [{ rule: 'R-2.e', values: { pupils: 3, maximum: 2 } }],
      consequences: [
        {
          kind: 'takePupilSlots',
          pupils: [
            { schoolId, code: 'B1', slot: 2 },
            { schoolId, code: 'B2', slot: 1 },
            { schoolId, code: 'B3', slot: 1 },
          ],
        },
      ],
    });
  });

  test('given pupils with two projects, when a third is submitted, then it is refused with their number and places, and no code', () => {
    const { refusal } = judge([of('B2', 1), of('B2', 2), of('B3', 1), of('B3', 2)], 'B1', 'B2', 'B3');

    expect(refusal?.answer).toEqual({
      kind: 'refused',
      code: 'pupilProjectsFull',
      rule: 'R-2.e',
      values: { schoolId, pupils: 2, lines: '2, 3', maximum: 2 },
    });
  });

  test('given a project’s own slots, when it is resubmitted with other pupils, then who stays keeps the slot and who left gives it back', () => {
    expect(judge([of('B1', 2, true), of('B2', 1, true), of('B1', 1)], 'B1', 'B3').consequences).toEqual([
      { kind: 'freePupilSlots', pupils: [{ schoolId, code: 'B2' }] },
      { kind: 'takePupilSlots', pupils: [{ schoolId, code: 'B3', slot: 1 }] },
    ]);
  });

  test('given a pupil of the same code at another school, when a project is submitted, then they are two pupils', () => {
    const elsewhere = [1, 2].map((slot) => ({ ...of('B1', slot), schoolId: `${schoolId.slice(0, -1)}2` }));

    expect(judge(elsewhere, 'B1').refusal).toBeNull();
  });
});
