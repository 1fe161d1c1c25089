import { describe, expect, test } from '@jest/globals';
import { type Embedding, embeddingChoicesIn, embeddingSchema } from '../../../domain/embedding.js';
import { embeddingErrors, embeddingWarnings } from '../../../domain/submission-check/embedding.js';
import { loadCatalogue } from '../../../rulebooks/load.js';

const catalogue = await loadCatalogue('gr-2021-2022');
if (!catalogue) throw new Error('the circular has a catalogue');
const choices = embeddingChoicesIn(catalogue);
const cyprus = embeddingChoicesIn((await loadCatalogue('cy-2021-2022')) ?? {});

const skillsLabs = {
  units: ['environment'],
  actionPlan: 'Page 3 of the Action Plan of section B1.',
  schoolKind: 'primary',
  disseminationStated: true,
} satisfies Embedding['skillsLabs'];

const errorsOf = (embedding: Embedding) =>
  embeddingErrors(embedding, choices).map(({ rule, code, field }) => `${rule} ${code} ${field}`);
const warningsOf = (embedding: Embedding, category: 'european' | 'national' = 'european') =>
  embeddingWarnings(embedding, choices, category).map(({ rule, code }) => `${rule} ${code}`);

describe('where a project is embedded', () => {
  test.each(choices.schoolActivities.map(({ id }) => id))(
    'R-4: given the School Activities of kind %s, when it is checked, then it passes',
    (schoolActivities) => {
      expect(errorsOf({ schoolActivities })).toEqual([]);
    },
  );

  test('R-4: given nothing, when it is checked, then nothing is asked: a project stands on its own', () => {
    expect(errorsOf({})).toEqual([]);
    expect(warningsOf({})).toEqual([]);
  });

  test('R-4, R-5.e, R-6, R-7: given what the catalogue does not have, when it is checked, then each is refused at its place', () => {
    const unknown: Embedding = {
      schoolActivities: 'sports',
      skillsLabs: { ...skillsLabs, units: ['environment', 'astronomy'] },
      erasmusPlus: ['ka1', 'ka9'],
      unesco: ['oceans'],
    };

    expect(errorsOf(unknown)).toEqual([
      'R-4 embeddingUnknown embedding.schoolActivities',
      'R-5.e embeddingUnknown embedding.skillsLabs.units',
      'R-6 embeddingUnknown embedding.erasmusPlus',
      'R-7 embeddingUnknown embedding.unesco',
    ]);
    expect(embeddingErrors(unknown, choices).map(({ values }) => values.choice)).toEqual([
      'sports',
      'astronomy',
      'ka9',
      'oceans',
    ]);
  });

  test('R-4: given a country without these programmes, when one is stated, then it is refused', () => {
    const stated = { schoolActivities: 'health', unesco: ['sustainability'] };

    expect(embeddingErrors(stated, cyprus).map(({ rule }) => rule)).toEqual(['R-4', 'R-7']);
  });

  test('R-5.a: given Skills Labs without a reference to the Action Plan, when it is checked, then it is refused', () => {
    expect(errorsOf({ skillsLabs })).toEqual([]);
    expect(errorsOf({ skillsLabs: { ...skillsLabs, actionPlan: ' ' } })).toEqual([
      'R-5.a actionPlanMissing embedding.skillsLabs.actionPlan',
    ]);
  });

  test('R-5.e: given Skills Labs, when thematic units are named, then one or all of them pass, and none is refused', () => {
    expect(errorsOf({ skillsLabs: { ...skillsLabs, units: choices.units.map(({ id }) => id) } })).toEqual([]);
    expect(errorsOf({ skillsLabs: { ...skillsLabs, units: [] } })).toEqual([
      'R-5.e thematicUnitMissing embedding.skillsLabs.units',
    ]);
  });

  test('R-5.c: given Skills Labs material that goes abroad, when the statement is not given, then it is warned of; at home it is not', () => {
    const silent: Embedding = { skillsLabs: { ...skillsLabs, disseminationStated: false } };

    expect(warningsOf(silent)).toEqual(['R-5.c disseminationNotStated']);
    expect(warningsOf(silent, 'national')).toEqual([]);
    expect(warningsOf({ skillsLabs })).toEqual([]);
    expect(errorsOf(silent)).toEqual([]);
  });

  test.each([
    ['nursery', []],
    ['primary', []],
    ['lowerSecondary', []],
    ['upperSecondary', ['R-5.d skillsLabsElsewhere']],
  ] as const)(
    'R-5.d: given Skills Labs in a school of kind %s, when it is checked, then it warns: %j',
    (schoolKind, warned) => {
      expect(warningsOf({ skillsLabs: { ...skillsLabs, schoolKind } })).toEqual(warned);
      expect(errorsOf({ skillsLabs: { ...skillsLabs, schoolKind } })).toEqual([]);
    },
  );

  test.each([
    ['an action twice', { erasmusPlus: ['ka1', 'ka1'] }],
    ['an empty list of axes', { unesco: [] }],
    ['an id that is none', { schoolActivities: 'No id!' }],
    ['an over-long reference', { skillsLabs: { ...skillsLabs, actionPlan: 'a'.repeat(2_001) } }],
    ['an unknown field', { sports: true }],
  ])('given %s, when it comes in, then the schema refuses it', (_what, embedding) => {
    expect(embeddingSchema.safeParse(embedding).success).toBe(false);
  });
});
