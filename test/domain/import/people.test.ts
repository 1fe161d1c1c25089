import { describe, expect, test } from '@jest/globals';
import { decidePerson, type KnownPerson } from '../../../domain/import/person.js';
import type { RowDecision } from '../../../domain/import/row.js';
import { decideTeacher } from '../../../domain/import/teacher.js';
import { decideUser } from '../../../domain/import/user.js';
import type { RoleGrant } from '../../../domain/permissions.js';
import { administrator } from './actors.js';

const ISSUER = 'https://signin.example.org';
const greek = administrator('GR');
const everywhere = administrator();
const row = { email: 'maria@school.gr', name: 'Maria', language: 'el' as const, subject: 'p1' };
const teacherGrant: RoleGrant = { role: 'teacher', nsoId: null, schoolId: null };
const maria: KnownPerson = {
  userId: 'u1',
  email: 'maria@school.gr',
  displayName: 'Maria',
  language: 'el',
  grants: [teacherGrant],
  teacher: { teacherId: 't1', motherTongues: ['el'], understands: ['en'], schoolIds: ['s1'] },
  nsoIds: ['GR'],
};
const other = { ...maria, userId: 'u2' };
const nobody = { bySubject: null, byEmail: [] };
const known = { bySubject: maria, byEmail: [maria] };
const codes = (refusals: readonly { field: string; code: string }[] | null) =>
  (refusals ?? []).map(({ field, code }) => [field, code]);
const refusalsOf = (decision: RowDecision<unknown>) => codes(decision.outcome === 'refused' ? decision.refusals : null);

describe('whom a row is about', () => {
  test('given a subject that nobody has, when a row is decided, then the person is new, at the importer’s own provider', () => {
    expect(decidePerson(greek, row, nobody, ISSUER)).toMatchObject({
      found: null,
      write: { userId: null, issuer: ISSUER, subject: 'p1' },
    });
  });

  test('given no subject, when one person has the address, then that one is meant', () => {
    const { subject: _, ...bare } = row;

    expect(decidePerson(greek, bare, { bySubject: null, byEmail: [maria] }, ISSUER)).toMatchObject({
      found: { userId: 'u1' },
      changes: [],
    });
  });

  test.each([
    ['nobody has the address', [], 'subject', 'subjectUnknown'],
    ['two people have it', [maria, other], 'email', 'emailAmbiguous'],
  ])('given no subject, when %s, then the row is refused', (_, byEmail, field, code) => {
    const { subject: _subject, ...bare } = row;

    expect(codes(decidePerson(greek, bare, { bySubject: null, byEmail }, ISSUER).refusals)).toEqual([[field, code]]);
  });

  test('given the address of an account with another subject, when a row is decided, then no account goes to another identity', () => {
    expect(codes(decidePerson(everywhere, row, { bySubject: null, byEmail: [other] }, ISSUER).refusals)).toEqual([
      ['email', 'emailOfAnother'],
    ]);
  });

  test.each([
    ['has a role at another NSO', { ...maria, nsoIds: ['GR', 'FR'] }],
    [
      'is a system administrator',
      { ...maria, grants: [{ role: 'systemAdministrator' as const, nsoId: null, schoolId: null }] },
    ],
    ['is a CSS officer', { ...maria, grants: [{ role: 'cssOfficer' as const, nsoId: null, schoolId: null }] }],
  ])(
    'given a person who %s, when an NSO’s administrator changes him or her, then it is refused, and allowed for all',
    (_, found) => {
      const facts = { bySubject: found, byEmail: [found] };

      expect(codes(decidePerson(greek, row, facts, ISSUER).refusals)).toEqual([['email', 'personOfAnotherNso']]);
      expect(decidePerson(everywhere, row, facts, ISSUER).refusals).toBeNull();
    },
  );
});

describe('R-1.p1 a teacher has one profile', () => {
  const teacher = { ...row, motherTongues: ['el'], schools: ['GR:0551'] };
  const schools = new Map([
    ['GR:0551', { schoolId: 's1', nsoId: 'GR' }],
    ['GR:0777', { schoolId: 's2', nsoId: 'GR' }],
    ['FR:75', { schoolId: 's3', nsoId: 'FR' }],
    ['GR:none', null],
  ]);
  const decide = (changes: object, facts: typeof known | typeof nobody = known) =>
    decideTeacher(greek, { ...teacher, ...changes }, { ...facts, schools }, ISSUER);

  test('R-1.p1 given the profile as it is, when a row is decided, then nothing changes', () => {
    expect(decide({})).toEqual({ outcome: 'unchanged' });
    expect(decide({ understands: ['en'] })).toEqual({ outcome: 'unchanged' });
  });

  test('R-1.p1 given another school, when a row is decided, then it is added and none is taken away', () => {
    expect(decide({ schools: ['GR:0777'] })).toMatchObject({
      outcome: 'change',
      changes: ['schools'],
      write: { teacherId: 't1', addedSchoolIds: ['s2'], addsRole: false },
    });
  });

  test('R-1.p1 given a person without a profile, when a row is decided, then the account stays and the profile is made', () => {
    const head = { ...maria, teacher: null, grants: [{ role: 'head' as const, nsoId: null, schoolId: 's1' }] };

    expect(decide({}, { bySubject: head, byEmail: [head] })).toMatchObject({
      outcome: 'change',
      changes: ['motherTongues', 'schools', 'role'],
      write: { teacherId: null, addsRole: true },
    });
  });

  test('given schools that are unknown or of another NSO, when a row is decided, then every one is told', () => {
    expect(refusalsOf(decide({ schools: ['GR:none', 'FR:75'] }, nobody))).toEqual([
      ['schools', 'schoolUnknown'],
      ['schools', 'notOfYourNso'],
    ]);
  });
});

describe('the role that a row gives', () => {
  const school = { schoolId: 's1', nsoId: 'GR' };
  const decide = (actor: typeof greek, changes: object, facts: object = {}) =>
    decideUser(
      actor,
      { ...row, role: 'evaluator', nso: 'GR', ...changes },
      { ...nobody, knowsNso: true, school: null, ...facts },
      ISSUER,
    );

  test('given an evaluator of one’s own NSO, when an administrator brings him or her in, then the account and the role are made', () => {
    expect(decide(greek, {})).toMatchObject({
      outcome: 'create',
      write: { grant: { role: 'evaluator', nsoId: 'GR', schoolId: null } },
    });
  });

  test('given somebody who has the role, when a row is decided, then nothing changes', () => {
    const found = { ...maria, grants: [{ role: 'evaluator' as const, nsoId: 'GR', schoolId: null }] };

    expect(decide(greek, {}, { bySubject: found, byEmail: [found] })).toEqual({ outcome: 'unchanged' });
  });

  test.each([
    ['an evaluator of another NSO', { nso: 'FR' }, {}, ['nso', 'notOfYourNso']],
    ['an evaluator of no NSO', { nso: undefined }, {}, ['nso', 'nsoUnknown']],
    ['an unknown NSO', { nso: 'XX' }, { knowsNso: false }, ['nso', 'nsoUnknown']],
    ['a system administrator', { role: 'systemAdministrator', nso: undefined }, {}, ['role', 'roleNotYours']],
    ['a CSS officer', { role: 'cssOfficer', nso: undefined }, {}, ['role', 'roleNotYours']],
    ['a head without a school', { role: 'head', nso: undefined }, {}, ['school', 'schoolUnknown']],
    ['a head with an NSO', { role: 'head', school: 'GR:1' }, { school }, ['nso', 'notForThisRole']],
    [
      'a head of a school abroad',
      { role: 'head', nso: undefined },
      { school: { ...school, nsoId: 'FR' } },
      ['school', 'notOfYourNso'],
    ],
  ] as const)(
    'given %s, when an NSO’s administrator brings him or her in, then it is refused',
    (_, changes, facts, refusal) => {
      expect(refusalsOf(decide(greek, changes, facts))).toEqual([refusal]);
    },
  );

  test('given a system administrator, when another one brings him or her in, then it is allowed', () => {
    expect(decide(everywhere, { role: 'systemAdministrator', nso: undefined }).outcome).toBe('create');
  });
});
