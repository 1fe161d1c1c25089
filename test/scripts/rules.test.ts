import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectFolder } from '../../local/project-folder.js';
import { catalogueOf } from '../../messages/catalogue.js';
import { idsCitedIn, testNamesIn } from '../../scripts/rules/citations.js';
import { linesOf, reportsOn, unlistedIds } from '../../scripts/rules/report.js';
import { rulesIn } from '../../scripts/rules/rule-list.js';

const listed = rulesIn(await readFile(path.join(projectFolder(), 'docs', 'rules.md'), 'utf8'));

describe('the list of the circular’s rules', () => {
  test('given docs/rules.md, when it is read, then it has the 65 rules with their kinds', () => {
    expect(listed).toHaveLength(65);
    expect(listed.find(({ id }) => id === 'R-1.p0')?.kinds).toEqual(['enforce']);
    expect(listed.find(({ id }) => id === 'R-1.4.a')?.kinds).toEqual(['enforce', 'route']);
    expect(listed.find(({ id }) => id === 'R-1.4.d')?.kinds).toEqual(['allow']);
  });

  test('given the rules, when the catalogues are read, then each has a title that people read', () => {
    const titles = [...catalogueOf('en').keys()].filter((key) => key.startsWith('rule.'));

    expect(titles.map((key) => key.slice('rule.'.length)).sort()).toEqual(listed.map(({ id }) => id).sort());
  });

  test.each([
    ['an unknown kind', '| R-1.a | It holds. | demand |', 'unknown kind: "demand"'],
    ['no kind', '| R-1.a | It holds. |  |', 'unknown kind: ""'],
    ['an id twice', '| R-1.a | It holds. | warn |\n| R-1.a | Again. | warn |', 'R-1.a is listed twice'],
    ['a row that cannot be read', '| R-1.a | It holds. | warn', 'cannot be read'],
    ['no rule at all', '# Nothing', 'cannot be read'],
  ])('given %s, when the list is read, then it is refused', (_, markdown, why) => {
    expect(() => rulesIn(markdown)).toThrow(why);
  });

  test('given remarks in brackets, when the kinds are read, then they say nothing', () => {
    const row = '| R-3 | A rule. | enforce (at the award: (a), (b)), record (a, b) |';

    expect(rulesIn(row)).toEqual([{ id: 'R-3', kinds: ['enforce', 'record'] }]);
  });
});

describe('citations', () => {
  test('given a longer id, when a text is searched, then it does not cite the shorter one', () => {
    expect([...idsCitedIn('// R-1.2.a.II, and R-3.1.5. Then R-10.')]).toEqual(['R-1.2.a.II', 'R-3.1.5', 'R-10']);
  });

  test('given every way to declare a test, when names are read, then only those that run are there', () => {
    const source = String.raw`
      describe('a group', () => {
        test('it\'s one', () => { call('no name'); });
        test.each([[1]])("two %s", () => {});
        test.each([1, 2] as const)(
          ${'`'}three${'`'}, () => {});
        test.skip('not run', () => {});
        it.todo('not yet');
        /x/.test('no name');
      });`;

    expect(testNamesIn(source)).toEqual(['a group', "it's one", 'two %s', 'three']);
  });
});

describe('the report', () => {
  const rules = rulesIn('| R-1 | One. | enforce |\n| R-2 | Two. | record, inform |\n| R-3 | Three. | allow |');
  const code = [{ path: 'domain/one.ts', text: '/** R-1: one. */ rule: "R-2"' }];
  const tests = [{ path: 'test/one.test.ts', text: "test('R-1: one holds', () => {});" }];

  test('given code and a test, when a rule is reported, then both are named and nothing is missing', () => {
    expect(reportsOn(rules, code, tests)[0]).toEqual({
      id: 'R-1',
      kinds: ['enforce'],
      implementedIn: ['domain/one.ts'],
      shownBy: [{ path: 'test/one.test.ts', name: 'R-1: one holds' }],
      missing: [],
    });
  });

  test('given no test, or neither code nor a test, when rules are reported, then they are open; what is only allowed is not', () => {
    const missing = (reported: ReturnType<typeof reportsOn>) => reported.map((report) => report.missing);

    expect(missing(reportsOn(rules, code, tests))).toEqual([[], ['test'], []]);
    expect(missing(reportsOn(rules, [], []))).toEqual([['implementation', 'test'], ['implementation', 'test'], []]);
  });

  test('given open rules, when the report is written, then each says what it lacks and the last line counts them', () => {
    const lines = linesOf(reportsOn(rules, code, tests), [{ path: 'domain/one.ts', id: 'R-9' }]);

    expect(lines).toEqual([
      'R-1  enforce',
      '    in  domain/one.ts',
      '    by  test/one.test.ts: R-1: one holds',
      'R-2  record, inform  OPEN: no test',
      '    in  domain/one.ts',
      'R-3  allow',
      'domain/one.ts cites R-9, which is not listed',
      'open: R-2',
      '3 rules, 2 covered, 1 open',
    ]);
  });

  test('given an id that no list has, when sources are searched, then it is told with its file', () => {
    expect(unlistedIds(rules, [{ path: 'web/a.tsx', text: 'R-1 R-7.x' }])).toEqual([
      { path: 'web/a.tsx', id: 'R-7.x' },
    ]);
  });
});
