import { describe, expect, test } from '@jest/globals';
import { nsoOf, parseRulebook, type Rulebook } from '../../domain/rulebook.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
/** The rulebook with one change made to a copy. */
function changed(change: (copy: Rulebook) => void): Rulebook {
  const copy = structuredClone(rulebook);
  change(copy);
  return copy;
}
const first = <Item>(items: Item[]): Item => {
  const [item] = items;
  if (item === undefined) throw new Error('an empty list');
  return item;
};

describe('a rulebook', () => {
  test('it survives being written and read', () => {
    expect(parseRulebook(JSON.parse(JSON.stringify(rulebook)))).toEqual(rulebook);
  });

  test('an NSO is found by its id', () => {
    expect(nsoOf(rulebook, 'FR').timeZone).toBe('Europe/Paris');
    expect(() => nsoOf(rulebook, 'US')).toThrow(RangeError);
  });

  test.each<[string, (copy: Rulebook) => void]>([
    ['an unknown topic', (copy) => Object.assign(copy, { surprise: true })],
    ['a country without an NSO', (copy) => copy.nsos.pop()],
    ['a country twice', (copy) => copy.countries.push(first(copy.countries))],
    ['an NSO twice', (copy) => copy.nsos.push(first(copy.nsos))],
    ['a council in a country that does not participate', (copy) => copy.council.requiredInCountries.push('US')],
    ['an unknown time zone', (copy) => Object.assign(copy, { timeZone: 'Europe/Atlantis' })],
    ['a weekend without end', (copy) => Object.assign(first(copy.nsos), { weekend: [1, 2, 3, 4, 5, 6, 7] })],
    ['closed days out of order', (copy) => Object.assign(first(copy.nsos), { closedOn: ['2022-01-06', '2022-01-01'] })],
    ['a day that does not exist', (copy) => Object.assign(first(copy.nsos), { closedOn: ['2022-02-30'] })],
    ['a threshold beyond all points', (copy) => Object.assign(copy.label, { thresholdPoints: 26 })],
    ['a minimum above the maximum', (copy) => Object.assign(first(copy.label.subCriteria), { minimum: 6 })],
    ['a period without an end before another', (copy) => Object.assign(first(copy.periods), { closesOn: null })],
    ['periods out of order', (copy) => copy.periods.reverse()],
    [
      'an evaluation before the freeze',
      (copy) => Object.assign(first(copy.periods), { evaluationOpensOn: '2022-08-20' }),
    ],
    [
      'a reminder before the task opens',
      (copy) => Object.assign(copy.taskPolicies.nsoApproval, { dueInWorkingDays: 2 }),
    ],
    ['a text longer than can be sent', (copy) => Object.assign(copy.project.maximumLengths, { title: 501 })],
    ['a name without Greek', (copy) => Object.assign(copy.title, { el: '' })],
    ['a rule of no rulebook', (copy) => Object.assign(copy.council, { rule: 'somewhere' })],
  ])('%s is refused', (_, change) => {
    expect(() => parseRulebook(changed(change))).toThrow('not a rulebook');
  });

  test('what is refused is told with its path', () => {
    const broken = changed((copy) => Object.assign(copy.label, { maximumPerPeriod: 'four' }));

    expect(() => parseRulebook(broken)).toThrow('label.maximumPerPeriod');
  });
});
