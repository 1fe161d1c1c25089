import { describe, expect, test } from '@jest/globals';
import { kitsOf } from '../../domain/catalogue/skills-labs.js';
import { type Catalogue, parseCatalogue } from '../../domain/catalogue.js';
import { loadCatalogue, loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const loaded = await loadCatalogue('gr-2021-2022');
if (!loaded) throw new Error('the circular has a catalogue');
const catalogue = loaded;
const units = catalogue.skillsLabs?.units ?? [];

/** Every value under a key that ends in `link`, wherever it stands. */
function linksIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return /link$/i.test(key) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => linksIn(inner, name));
}

describe('the catalogue of the Greek circular 2021-2022', () => {
  test('four thematic units with their ten sub-units', () => {
    expect(units.map(({ id, subUnits }) => [id, subUnits.map((subUnit) => subUnit.id)])).toEqual([
      ['wellBeing', ['health', 'mentalHealth']],
      ['environment', ['ecology', 'naturalDisasters', 'culturalHeritage']],
      ['socialAwareness', ['humanRights', 'volunteering', 'inclusion']],
      ['creativity', ['stem', 'entrepreneurship']],
    ]);
  });

  test('R-5.b: 50 kits, 5, 21, 15 and 9 by unit, each with the link of its number', () => {
    expect(units.map((unit) => kitsOf(unit).length)).toEqual([5, 21, 15, 9]);
    const kits = units.flatMap(kitsOf);
    expect(new Set(kits.map(({ number }) => number)).size).toBe(50);
    for (const { number, link } of kits) {
      expect(link).toBe(`https://www.etwinning.net/el/pub/get-inspired/kits/kit.cfm?id=${number}`);
    }
  });

  test('R-5.b: kit 1105 is the one whose number runs into the next label in the circular', () => {
    const numbers = units.flatMap(kitsOf).map(({ number }) => number);

    expect(numbers).toContain(1105);
    expect(numbers).not.toContain(11052);
  });

  test('R-5.b: kits by sub-unit', () => {
    expect(units.flatMap(({ subUnits }) => subUnits.map(({ kits }) => kits.length))).toEqual([
      ...[1, 4],
      ...[6, 1, 14],
      ...[8, 2, 5],
      ...[7, 2],
    ]);
  });

  test('R-5.b: 12 featured groups', () => {
    expect(units.map(({ groups }) => groups.length)).toEqual([1, 2, 3, 6]);
    expect(new Set(units.flatMap(({ groups }) => groups.map(({ link }) => link))).size).toBe(12);
  });

  test('R-5.f: the project gallery, beside the kinds of school that have Skills Labs', () => {
    expect(catalogue.skillsLabs?.schoolKinds).toEqual(['nursery', 'primary', 'lowerSecondary']);
    expect(catalogue.skillsLabs?.links.map(({ names }) => names.en)).toContain('eTwinning project gallery');
  });

  test('where a project may be embedded, and events', () => {
    const ids = (list: readonly { id: string }[] | undefined) => list?.map(({ id }) => id);

    expect(ids(catalogue.schoolActivities?.kinds)).toEqual(['environmental', 'cultural', 'health', 'careers']);
    expect(ids(catalogue.erasmusPlus?.actions)).toEqual(['ka1', 'ka2', 'ka3']);
    expect(catalogue.erasmusPlus?.uses).toHaveLength(6);
    expect(ids(catalogue.unesco?.axes)).toEqual(['sustainability', 'globalCitizenship', 'interculturalLearning']);
    expect(catalogue.unesco?.goal).toBe('4.7');
    expect(catalogue.development?.kinds).toHaveLength(8);
  });

  test('the European label asks for one proposal and two partners with the label, of any country, once a year', () => {
    expect(catalogue.recognition?.europeanLabel).toMatchObject({
      minimumProposals: 1,
      minimumPartnersWithLabel: 2,
      partnersFromDifferentCountries: false,
      highestShare: null,
      roundsPerYear: 1,
      source: { from: 'circular' },
    });
  });

  test('the School Label’s conditions are the programme’s, not the circular’s', () => {
    expect(catalogue.recognition?.schoolLabel).toMatchObject({
      registeredYears: 2,
      activeTeachers: 3,
      labels: { minimum: 1, withinYears: 2 },
      headDeclaration: true,
      source: { from: 'programme' },
    });
  });

  test('R-1.3.d, R-9, R-10: the self-teaching material, the ambassadors and the ordinance have their links', () => {
    const rules = catalogue.help?.links.map(({ rule }) => rule) ?? [];

    expect(rules.filter((rule) => rule === 'R-1.3.d')).toHaveLength(3);
    expect(rules.filter((rule) => rule === 'R-9')).toHaveLength(2);
    expect(rules).toContain('R-10');
  });

  test('R-1.3.a, R-1.4.a.1, R-9, R-10: every rule that only informs has its text or its link', () => {
    const told = [...(catalogue.help?.texts ?? []), ...(catalogue.help?.links ?? [])].map(({ rule }) => rule);

    expect(told).toEqual(expect.arrayContaining(['R-1.3.a', 'R-1.3.d', 'R-1.4.a.1', 'R-9', 'R-10']));
  });

  test('the scale is the one of the circular', () => {
    expect(catalogue.scale).toMatchObject({
      europe: { teachers: 957_000, schools: 221_000, projects: 124_000 },
      country: { code: 'GR', teachers: 33_000, schools: 10_700, projects: 19_000 },
    });
  });

  test('every link is well formed, without a space or anything that must be written otherwise', () => {
    const links = [...linksIn(catalogue), rulebook.contacts.website, rulebook.contacts.ambassadors];

    expect(links.length).toBeGreaterThan(80);
    for (const link of links) {
      expect(link).toMatch(/^https?:\/\/[a-z0-9.-]+\.[a-z]{2,}(\/\S*)?$/);
      expect(new URL(link).href.replace(/\/$/, '')).toBe(link.replace(/\/$/, ''));
    }
  });

  test('R-1.1.a, R-1.1.b: each of the 44 NSOs has a language and a time zone of the IANA', () => {
    expect(rulebook.nsos).toHaveLength(44);
    for (const { languages, timeZone } of rulebook.nsos) {
      expect(languages.length).toBeGreaterThan(0);
      expect(timeZone).toMatch(/^(Europe|Asia|Atlantic|Africa)\/[A-Z][A-Za-z]+$/);
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
    }
  });
});

describe('a catalogue', () => {
  const changed = (change: (copy: Required<Catalogue>) => void): unknown => {
    const copy = structuredClone(catalogue) as Required<Catalogue>;
    change(copy);
    return copy;
  };

  test('it survives being written and read, and may be empty', () => {
    expect(parseCatalogue(JSON.parse(JSON.stringify(catalogue)))).toEqual(catalogue);
    expect(parseCatalogue({})).toEqual({});
  });

  test.each<[string, (copy: Required<Catalogue>) => void]>([
    ['an unknown part', (copy) => Object.assign(copy, { surprise: true })],
    [
      'a kit twice',
      (copy) => copy.skillsLabs.units[0]?.subUnits[0]?.kits.push(...kitsOf(copy.skillsLabs.units[1] as never)),
    ],
    ['a group twice', (copy) => copy.skillsLabs.units[0]?.groups.push(...(copy.skillsLabs.units[1]?.groups ?? []))],
    ['a link that is a script', (copy) => Object.assign(copy.recognition, { portfolioLink: 'javascript:alert(1)' })],
    ['a link without a host', (copy) => Object.assign(copy.recognition, { portfolioLink: 'https:///kits' })],
    ['a choice twice', (copy) => copy.schoolActivities.kinds.push(...copy.schoolActivities.kinds)],
    ['a name without Greek', (copy) => Object.assign(copy.unesco.axes[0]?.names ?? {}, { el: '' })],
    ['a share above the whole', (copy) => Object.assign(copy.recognition.europeanLabel, { highestShare: 1.1 })],
  ])('%s is refused', (_, change) => {
    expect(() => parseCatalogue(changed(change))).toThrow('not a catalogue');
  });
});
