// A second country as data alone: what a project of it meets is told by its own rulebook.
import { describe, expect, test } from '@jest/globals';
import type { MemberFacts } from '../../domain/facts.js';
import { periodsOf } from '../../domain/period.js';
import type { ProjectContent } from '../../domain/project-content.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { checkSubmission } from '../../domain/submission-check.js';
import { loadCatalogue, loadRulebook } from '../../rulebooks/load.js';
import { ProjectModel } from '../domain/support/project-model.js';

const cyprus = await loadRulebook('cy-2021-2022');
const greece = await loadRulebook('gr-2021-2022');
/** A Wednesday in Nicosia. */
const NOW = '2021-11-10T09:15:00.000Z';

const COUNTRIES = { elena: 'CY', claire: 'FR', maria: 'GR' } as const;
type Name = keyof typeof COUNTRIES;
const founder = (name: Name): MemberFacts => ({
  teacherId: `teacher of ${name}`,
  userId: name,
  schoolId: `school of ${name}`,
  countryCode: COUNTRIES[name],
  nsoId: COUNTRIES[name],
  role: 'founder',
});
const member = (name: string) => ({
  teacherId: `teacher of ${name}`,
  schoolId: `school of ${name}`,
  roleText: 'Leads.',
});
const content = (...founders: [Name, Name]): ProjectContent => ({
  title: 'Islands and rivers',
  shortDescription: 'Two schools write to each other.',
  goals: 'To write.',
  timetable: 'All year.',
  expectedResults: 'Letters.',
  language: 'en',
  languageOfApplication: 'en',
  founders: [member(founders[0]), member(founders[1])],
  partners: [],
});

/** A project of two founders, submitted under a rulebook. */
function submitted(rulebook: Rulebook, ...founders: [Name, Name]): ProjectModel {
  const members = founders.map(founder);
  const model = new ProjectModel(rulebook, NOW, () => content(...founders), { members, periods: periodsOf(rulebook) });
  expect(model.command('submit').answer.kind).toBe('applied');
  return model;
}

/** Approves the first task that is open. @returns what it was, and when it was due */
function approve(model: ProjectModel): string {
  const task = model.facts.tasks.find(({ status }) => status === 'open');
  if (!task) throw new Error('no task is open');
  model.command('decide', { task, outcome: 'approve' });
  return `${task.kind} ${task.nsoId} by ${task.dueAt.slice(0, 10)}`;
}

/** A team of one teacher of a country and so many of Cyprus or Greece, as its applicant would submit it. */
function warningsOf(rulebook: Rulebook, country: 'CY' | 'GR', members: number): string[] {
  const names = Array.from({ length: members }, (_, index) => `member ${index}`);
  const [first = '', second = ''] = ['claire', ...names];
  const team = { ...content('elena', 'claire'), founders: [member(first), member(second)] as never };
  const people = ['claire', ...names].map((name) => ({
    teacherId: `teacher of ${name}`,
    schoolIds: [`school of ${name}`],
    motherTongues: ['de'],
    understands: ['en'],
  }));
  const schools = ['claire', ...names].map((name) => {
    return { schoolId: `school of ${name}`, country: name === 'claire' ? 'FR' : country };
  });
  const checked = checkSubmission(
    rulebook,
    { ...team, partners: names.slice(1).map(member) },
    { submittedByTeacherId: `teacher of ${first}`, teachers: people, schools, closureRecorded: false },
  );
  expect(checked.errors).toEqual([]);
  return checked.warnings.map(({ code }) => code);
}

describe('a project under the example of a Cypriot rulebook', () => {
  test('given a Cypriot and a French founder, when they submit, then both NSOs are asked at once, and it becomes active', () => {
    const model = submitted(cyprus, 'elena', 'claire');

    expect(model.status).toBe('nsos');
    expect([approve(model), model.status]).toEqual(['nsoApproval CY by 2021-11-17', 'nsos']);
    expect(approve(model)).toBe('nsoApproval FR by 2021-11-18');
    expect(model.status).toBe('active');
    model.command('complete');
    expect(model.status).toBe('completed');
    expect(model.facts.project?.timer).toMatch(/\/labelWindow\/2022\//);
  });

  test('R-1.4.a: given a Greek founder beside the Cypriot one, when they submit, then the Greek school’s council comes first', () => {
    const model = submitted(cyprus, 'elena', 'maria');

    expect(model.status).toBe('council');
    expect(approve(model)).toMatch(/^councilApproval GR/);
    expect(model.facts.tasks.filter(({ status }) => status === 'open').map(({ nsoId }) => nsoId)).toEqual(['CY', 'GR']);
  });

  test('given the same project under the Greek rulebook, when its NSOs are asked, then they have other dates', () => {
    const model = submitted(greece, 'elena', 'claire');

    expect([approve(model), approve(model)]).toEqual(['nsoApproval CY by 2021-11-24', 'nsoApproval FR by 2021-11-25']);
  });

  test('R-1.2.a.II, R-1.2.a.III: given a team, when it is checked, then each rulebook warns by its own numbers and its own country', () => {
    expect(warningsOf(cyprus, 'CY', 3)).toContain('countryOutOfProportion');
    expect(warningsOf(cyprus, 'CY', 2)).toEqual([]);
    expect(warningsOf(greece, 'CY', 3)).toEqual([]);
    expect(warningsOf(greece, 'GR', 3)).toEqual([]);
    expect(warningsOf(cyprus, 'GR', 11)).toContain('largeTeam');
    expect(warningsOf(greece, 'CY', 11)).toEqual([]);
  });
});

describe('what the example says otherwise than the Greek circular', () => {
  test('R-3.1.3, R-3.1.5: applications until the end of October, in the time of Nicosia, when summer time is over', () => {
    expect(periodsOf(cyprus).map(({ closesAt }) => closesAt)).toEqual([
      '2022-10-31T22:00:00.000Z',
      '2023-10-31T22:00:00.000Z',
    ]);
    expect(periodsOf(greece).map(({ closesAt }) => closesAt)).toEqual(['2022-08-20T21:00:00.000Z', null]);
  });

  test('the label’s threshold, its minima and how evaluations are given', () => {
    const said = ({ label, evaluation }: Rulebook) => [
      label.thresholdPoints,
      label.subCriteria.map(({ minimum }) => minimum),
      evaluation?.allocation,
    ];

    expect(said(cyprus)).toEqual([17, [3, 3, 3], 'leastLoaded']);
    expect(said(greece)).toEqual([15, [2, 2, 2], 'none']);
  });

  test('the European label asks for partners of different countries', async () => {
    const asks = async (id: string) =>
      (await loadCatalogue(id))?.recognition?.europeanLabel.partnersFromDifferentCountries;

    expect([await asks('cy-2021-2022'), await asks('gr-2021-2022')]).toEqual([true, false]);
  });

  test('it has the countries and NSOs of the programme, and nothing that it says is told as a circular’s', async () => {
    expect(cyprus.countries).toEqual(greece.countries);
    expect(cyprus.nsos).toEqual(greece.nsos);
    const sources = sourcesIn([cyprus, await loadCatalogue('cy-2021-2022')]);
    expect(sources.length).toBeGreaterThan(15);
    expect(new Set(sources)).toEqual(new Set(['example', 'programme']));
  });
});

/** Where everything that names its source comes from. */
function sourcesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  const own = 'from' in value && 'note' in value ? [String(value.from)] : [];
  return [...own, ...Object.values(value).flatMap(sourcesIn)];
}
