import { describe, expect, test } from '@jest/globals';
import { type ProjectContent, type ProjectMember, projectContentSchema } from '../../domain/project-content.js';
import { checkSubmission, type SubmissionFacts } from '../../domain/submission-check.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const id = (number: number) => `0190f5a0-0000-7000-8000-${String(number).padStart(12, '0')}`;
const school = { athens: id(1), patras: id(2), lyon: id(3), boston: id(4) };
const maria = id(11);
const claire = id(12);
const nikos = id(13);

const member = (teacherId: string, schoolId: string): ProjectMember => ({
  teacherId,
  schoolId,
  roleText: 'Leads a group.',
});
const european: ProjectContent = {
  title: 'Rivers that we share',
  shortDescription: 'Two schools follow their rivers.',
  goals: 'To see what both rivers have in common.',
  timetable: 'October to May.',
  expectedResults: 'A common map.',
  language: 'en',
  languageOfApplication: 'en',
  founders: [member(maria, school.athens), member(claire, school.lyon)],
  partners: [],
};
const facts: SubmissionFacts = {
  submittedByTeacherId: maria,
  teachers: [
    { teacherId: maria, schoolIds: [school.athens, school.patras], motherTongues: ['el'], understands: ['en'] },
    { teacherId: claire, schoolIds: [school.lyon], motherTongues: ['fr'], understands: ['en'] },
    { teacherId: nikos, schoolIds: [school.patras, school.athens], motherTongues: ['el'], understands: ['en'] },
  ],
  schools: [
    { schoolId: school.athens, country: 'GR' },
    { schoolId: school.patras, country: 'GR' },
    { schoolId: school.lyon, country: 'FR' },
    { schoolId: school.boston, country: 'US' },
  ],
  closureRecorded: false,
};
const check = (changes: Partial<ProjectContent> = {}, factChanges: Partial<SubmissionFacts> = {}) =>
  checkSubmission(rulebook, { ...european, ...changes }, { ...facts, ...factChanges });
const errorsOf = (...changes: Parameters<typeof check>) =>
  check(...changes).errors.map(({ rule, code, field }) => `${rule} ${code} ${field}`);
const warningsOf = (...changes: Parameters<typeof check>) =>
  check(...changes).warnings.map(({ rule, code, field }) => `${rule} ${code} ${field}`);

describe('checking a submission', () => {
  test('R-1.2.a: a complete European project passes without errors or warnings', () => {
    expect(check()).toEqual({ errors: [], warnings: [], category: 'european' });
  });

  test.each(['title', 'shortDescription', 'goals', 'timetable', 'expectedResults'] as const)(
    'R-1.4.e: the application holds %s',
    (field) => {
      expect(errorsOf({ [field]: '  ' })).toEqual([`R-1.4.e fieldMissing ${field}`]);
    },
  );

  test('R-1.4.e: a text may be as long as the rulebook says and no longer', () => {
    const { title: maximum } = rulebook.project.maximumLengths;

    expect(errorsOf({ title: 'a'.repeat(maximum) })).toEqual([]);
    expect(check({ title: 'a'.repeat(maximum + 1) }).errors).toEqual([
      { rule: 'R-1.4.e', code: 'fieldTooLong', field: 'title', values: { length: maximum + 1, maximum } },
    ]);
  });

  test('R-1.4.e: one of the two founders submits, and they are two teachers', () => {
    expect(errorsOf({}, { submittedByTeacherId: nikos })).toEqual(['R-1.4.e submitterNotFounder founders']);
    expect(errorsOf({ founders: [member(maria, school.athens), member(maria, school.athens)] })).toContain(
      'R-1.4.e foundersNotDistinct founders.1.teacherId',
    );
  });

  test('R-1.p0, R-1.p1, R-1.p2: registered teachers, with a registered school of theirs', () => {
    const unknown = id(99);

    expect(errorsOf({ partners: [member(unknown, school.lyon)] })).toEqual([
      'R-1.p0 teacherNotRegistered partners.0.teacherId',
    ]);
    expect(errorsOf({ founders: [member(maria, school.athens), member(claire, school.patras)] })).toContain(
      'R-1.p1 schoolNotOfTeacher founders.1.schoolId',
    );
    const check = checkSubmission(rulebook, { ...european, partners: [member(nikos, unknown)] }, facts);
    expect(check.errors.map(({ code }) => code)).toEqual(['schoolNotOfTeacher', 'schoolNotRegistered']);
    expect(check.category).toBeNull();
  });

  test('R-1.1.a: schools of participating countries only', () => {
    const teachers = [
      ...facts.teachers,
      { teacherId: id(14), schoolIds: [school.boston], motherTongues: [], understands: null },
    ];

    expect(errorsOf({ partners: [member(id(14), school.boston)] }, { teachers })).toEqual([
      'R-1.1.a countryNotParticipating partners.0.schoolId',
    ]);
  });

  test('R-2.f: a teacher takes part with pupils of one school only', () => {
    expect(errorsOf({ partners: [member(maria, school.patras)] })).toEqual([
      'R-2.f teacherWithTwoSchools partners.0.schoolId',
    ]);
    expect(errorsOf({ partners: [member(nikos, school.patras), member(nikos, school.patras)] })).toEqual([
      'R-1.p1 memberTwice partners.1.teacherId',
    ]);
  });

  test('R-1.2.a.I: every member of a European project has a role text', () => {
    const partners = [{ ...member(nikos, school.patras), roleText: '' }];

    expect(errorsOf({ partners })).toEqual(['R-1.2.a.I roleTextMissing partners.0.roleText']);
  });

  test('R-1.2.a.IV: the partners agree on one language of the rulebook', () => {
    expect(errorsOf({ language: '', languageOfApplication: 'en' })).toEqual(['R-1.2.a.IV languageMissing language']);
    expect(errorsOf({ language: 'tlh', languageOfApplication: 'en' })).toEqual(['R-1.2.a.IV languageUnknown language']);
  });

  test('R-1.4.g: a European application is written in the agreed language', () => {
    expect(errorsOf({ languageOfApplication: 'el' })).toEqual([
      'R-1.4.g languageNotTheAgreedOne languageOfApplication',
    ]);
  });

  test('R-1.2.b: a national project is accepted, and points I to IV are not asked of it', () => {
    const founders: ProjectContent['founders'] = [
      { ...member(maria, school.athens), roleText: '' },
      { ...member(nikos, school.patras), roleText: '' },
    ];

    expect(check({ founders, language: 'el', languageOfApplication: 'el' })).toEqual({
      errors: [],
      warnings: [],
      category: 'national',
    });
  });

  test('R-1.2.c: an in-school project is refused unless a closure is recorded', () => {
    const founders: ProjectContent['founders'] = [member(maria, school.athens), member(nikos, school.athens)];

    expect(check({ founders }).category).toBe('inSchool');
    expect(errorsOf({ founders })).toEqual(['R-1.2.c schoolNotClosed founders']);
    expect(errorsOf({ founders }, { closureRecorded: true })).toEqual([]);
  });
});

describe('warnings of a submission', () => {
  /** A team of so many Greek teachers beside so many French ones, two of whom are the founders. */
  function team(greek: number, french: number): [Partial<ProjectContent>, Partial<SubmissionFacts>] {
    const greeks = Array.from({ length: greek }, (_, index) => ({
      teacherId: id(100 + index),
      schoolId: school.athens,
    }));
    const others = Array.from({ length: french }, (_, index) => ({
      teacherId: id(200 + index),
      schoolId: school.lyon,
    }));
    const everybody = [greeks[0], others[0], ...greeks.slice(1), ...others.slice(1)].filter(
      (place) => place !== undefined,
    );
    const [first, second, ...partners] = everybody.map((place) => member(place.teacherId, place.schoolId));
    if (first === undefined || second === undefined) throw new Error('a team of two at least');
    const teachers = everybody.map(({ teacherId, schoolId }) => {
      return { teacherId, schoolIds: [schoolId], motherTongues: ['xx'], understands: null };
    });
    return [
      { founders: [first, second], partners },
      { teachers, submittedByTeacherId: first.teacherId },
    ];
  }

  test('R-1.2.a.III: ten Greek teachers with one or two from abroad are out of proportion, three with one are not', () => {
    const warning = 'R-1.2.a.III countryOutOfProportion partners';

    expect(warningsOf(...team(10, 1))).toEqual([warning]);
    expect(warningsOf(...team(10, 2))).toEqual([warning]);
    expect(warningsOf(...team(3, 1))).toEqual([]);
    expect(warningsOf(...team(1, 10))).toEqual([]);
    expect(check(...team(10, 2)).warnings[0]?.values).toEqual({
      country: 'GR',
      members: 10,
      others: 2,
      maximumRatio: 3,
    });
  });

  test('R-1.2.a.II, R-1.4.d: a large team is warned, never refused', () => {
    expect(errorsOf(...team(10, 10))).toEqual([]);
    expect(warningsOf(...team(10, 10))).toEqual(['R-1.2.a.II largeTeam partners']);
    expect(warningsOf(...team(10, 9))).toEqual([]);
  });

  test('R-1.4.g: an application in the applicant’s mother tongue is warned of', () => {
    const french = { language: 'fr', languageOfApplication: 'fr' };
    const all = facts.teachers.map((teacher) => ({ ...teacher, understands: ['en', 'fr'] }));

    expect(warningsOf(french, { submittedByTeacherId: claire, teachers: all })).toEqual([
      'R-1.4.g applicationInMotherTongue languageOfApplication',
    ]);
    expect(warningsOf(french, { teachers: all })).toEqual([]);
  });

  test('R-1.2.a.IV: a mother tongue that a partner does not understand is warned of, an unknown profile is not', () => {
    const french = { language: 'fr', languageOfApplication: 'fr' };
    const silent = facts.teachers.map((teacher) => ({ ...teacher, understands: null }));

    expect(warningsOf(french)).toEqual(['R-1.2.a.IV languageNotUnderstoodByAll language']);
    expect(warningsOf(french, { teachers: silent })).toEqual([]);
  });

  test('R-1.4.f: founders of one country with a partner from abroad are told that one NSO decides', () => {
    const changes: Partial<ProjectContent> = {
      founders: [member(maria, school.athens), member(nikos, school.patras)],
      partners: [member(claire, school.lyon)],
    };

    expect(check(changes)).toMatchObject({ category: 'european', errors: [] });
    expect(warningsOf(changes)).toEqual(['R-1.4.f foundersShareNso founders']);
  });
});

describe('the content of a submission', () => {
  test('what the check takes is what the schema lets through', () => {
    expect(projectContentSchema.parse(european)).toEqual(european);
  });

  test('a draft may leave texts empty', () => {
    expect(projectContentSchema.safeParse({ ...european, goals: '', language: '' }).success).toBe(true);
  });

  test.each([
    ['an unknown field', { approved: true }],
    ['a wrong type', { title: 7 }],
    ['an over-long text', { goals: 'a'.repeat(20_001) }],
    ['a title of two lines', { title: 'a\nBcc: all' }],
    ['one founder', { founders: [european.founders[0]] }],
    ['three founders', { founders: [...european.founders, european.founders[0]] }],
    ['an id that is none', { founders: [{ ...european.founders[0], teacherId: 'me' }, european.founders[1]] }],
    ['a member with an unknown field', { partners: [{ ...member(nikos, school.patras), admin: true }] }],
    ['too many partners', { partners: Array.from({ length: 501 }, () => member(nikos, school.patras)) }],
    ['ages the wrong way round', { pupils: { kind: 'wholeSection', ageFrom: 12, ageTo: 10 } }],
  ])('%s is refused', (_, changes) => {
    expect(projectContentSchema.safeParse({ ...european, ...changes }).success).toBe(false);
  });

  test('R-2.f: a teacher’s id in capital letters is still the same teacher', () => {
    const capitals = '0190F5A0-0000-7000-8000-00000000000B';
    const parsed = projectContentSchema.parse({ ...european, partners: [member(capitals, school.patras)] });

    expect(parsed.partners[0]?.teacherId).toBe('0190f5a0-0000-7000-8000-00000000000b');
  });
});
