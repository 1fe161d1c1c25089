import { describe, expect, test } from '@jest/globals';
import type { ProjectContent } from '../../../domain/project-content.js';
import { GROUP_SETTINGS, levelOf, type PupilsGroup, pupilsGroupSchema } from '../../../domain/pupils-group.js';
import { groupErrors, groupWarnings } from '../../../domain/submission-check/pupils-groups.js';
import { loadRulebook } from '../../../rulebooks/load.js';

const id = (number: number) => `0190f5a0-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [athens, lyon, boston] = [id(1), id(2), id(3)];
const member = (teacherId: string, schoolId: string) => ({ teacherId, schoolId, roleText: '' });
const founders: ProjectContent['founders'] = [member(id(11), athens), member(id(12), lyon)];

const group: PupilsGroup = {
  schoolId: athens,
  kind: 'wholeSection',
  size: 21,
  setting: 'acrossSubjects',
  formedBeforeTopic: true,
  consentsAttested: false,
};
const project = (...pupilsGroups: PupilsGroup[]) => ({ founders, partners: [], pupilsGroups });
const rulebook = await loadRulebook('gr-2021-2022');
const schools = [
  { schoolId: athens, country: 'GR' },
  { schoolId: lyon, country: 'FR' },
];
const check = (checked: Parameters<typeof groupErrors>[1]) => groupErrors(rulebook, checked, schools);
const errorsOf = (...groups: PupilsGroup[]) =>
  check(project(...groups)).map(({ rule, code, field }) => `${rule} ${code} ${field}`);

describe('the groups of pupils that take part', () => {
  test('R-1.3.b: given no group, when it is checked, then none is asked for', () => {
    expect(check({ founders, partners: [] })).toEqual([]);
    expect(groupWarnings({ founders, partners: [] })).toEqual([]);
  });

  test.each(['wholeSection', 'severalSections'] as const)(
    'R-1.3.b: given a group of kind %s of each school, when it is checked, then it passes',
    (kind) => {
      expect(errorsOf({ ...group, kind }, { ...group, kind, schoolId: lyon })).toEqual([]);
    },
  );

  test('R-1.3.b: given a second group of one school, or one of a school that does not take part, when it is checked, then it is refused', () => {
    expect(errorsOf(group, group)).toEqual(['R-1.3.b groupSchoolTwice pupilsGroups.1.schoolId']);
    expect(errorsOf({ ...group, schoolId: boston })).toEqual(['R-1.3.b groupSchoolNotInTeam pupilsGroups.0.schoolId']);
  });

  test('R-1.3.b, R-2.b: given a group of which only a part is stated, when it is checked, then the rest is asked for, each at its place', () => {
    const begun = { schoolId: lyon, formedBeforeTopic: true, consentsAttested: false };

    expect(errorsOf(group, begun)).toEqual([
      'R-1.3.b groupKindMissing pupilsGroups.1.kind',
      'R-1.3.b groupSizeMissing pupilsGroups.1.size',
      'R-2.b groupSettingMissing pupilsGroups.1.setting',
    ]);
    expect(pupilsGroupSchema.safeParse(begun).success).toBe(true);
  });

  test('R-1.4.0: given a group that was not formed before the topic, when it is checked, then it is warned of and not refused', () => {
    const late = { ...group, formedBeforeTopic: false };

    expect(groupWarnings(project(group, { ...late, schoolId: lyon }))).toEqual([
      {
        rule: 'R-1.4.0',
        code: 'topicBeforeGroup',
        field: 'pupilsGroups.1.formedBeforeTopic',
        values: { schoolId: lyon },
      },
    ]);
    expect(errorsOf(late)).toEqual([]);
  });

  test('R-2.a, R-2.b: given where a group works, when its level is asked, then it is primary for five and secondary for two', () => {
    expect(GROUP_SETTINGS.map(levelOf)).toEqual([...Array(5).fill('primary'), 'secondary', 'secondary']);
  });

  test.each(['acrossSubjects', 'specialistSubjects', 'skillsLabs', 'insideTimetable'] as const)(
    'R-2.d: given work inside the timetable (%s), when it is checked, then no consents are asked for',
    (setting) => {
      expect(errorsOf({ ...group, setting })).toEqual([]);
    },
  );

  test.each([
    ['allDay', 'primary'],
    ['clubs', 'primary'],
    ['outsideTimetable', 'secondary'],
  ] as const)(
    'R-2.d: given work outside the timetable abroad (%s, %s), when no consents are attested, then it is refused; attested, it passes',
    (setting, level) => {
      expect(check(project({ ...group, schoolId: lyon, setting }))).toEqual([
        {
          rule: 'R-2.d',
          code: 'consentsNotAttested',
          field: 'pupilsGroups.0.consentsAttested',
          values: { schoolId: lyon, setting, level },
        },
      ]);
      expect(errorsOf({ ...group, schoolId: lyon, setting, consentsAttested: true })).toEqual([]);
    },
  );

  test('R-2.e: given a Greek secondary school outside the timetable, when there is not a code for each pupil, then it is refused with both numbers', () => {
    const outside = { ...group, setting: 'outsideTimetable', consentsAttested: true, size: 2 } as const;

    expect(check(project({ ...outside, pupilCodes: ['B1-07'] }))).toEqual([
      {
        rule: 'R-2.e',
        code: 'pupilCodesMissing',
        field: 'pupilsGroups.0.pupilCodes',
        values: { schoolId: athens, codes: 1, size: 2 },
      },
    ]);
    expect(errorsOf({ ...outside, pupilCodes: ['B1-07', 'B1-08'] })).toEqual([]);
    expect(errorsOf({ ...outside, schoolId: lyon })).toEqual([]);
  });

  test('R-2.e: given codes where pupils are not counted, when it is checked, then they are not taken', () => {
    const refused = ['R-2.e pupilCodesNotNeeded pupilsGroups.0.pupilCodes'];

    expect(errorsOf({ ...group, setting: 'insideTimetable', pupilCodes: ['B1-07'] })).toEqual(refused);
    expect(errorsOf({ ...group, schoolId: lyon, pupilCodes: ['B1-07'] })).toEqual(refused);
  });

  test.each([
    ['a pupil’s name', { pupils: ['Maria'] }],
    ['no pupils at all', { size: 0 }],
    ['a name as a code', { pupilCodes: ['MARIA'] }],
    ['a code twice', { pupilCodes: ['B1-07', 'B1-07'] }],
    ['half a pupil', { size: 1.5 }],
    ['a place that is none', { setting: 'atHome' }],
    ['no school', { schoolId: undefined }],
  ])('given %s, when a group comes in, then the schema refuses it', (_what, changes) => {
    expect(pupilsGroupSchema.safeParse({ ...group, ...changes }).success).toBe(false);
  });
});
