// Where ids of rules stand in the sources: in code, and in the names of tests.

const RULE_ID = /\bR-\d+(?:\.[0-9A-Za-z]+)*/g;

/**
 * A name of a test or of a group of tests, whichever quotes it stands in; `test.each([…])('name')` ends in `)('name'`. Left out
 * are tests that do not run.
 */
const TEST_NAME =
  /(?:(?<![.\w])(?:test|it|describe)(?:\.(?!skip|todo|failing)\w+)*|(?<=[\])`]))\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;

/** Each id that the text cites, once: `R-1.2.a.II` does not cite `R-1.2.a`. */
export function idsCitedIn(text: string): Set<string> {
  return new Set(text.match(RULE_ID) ?? []);
}

/** The names of the tests and groups of tests that a test file declares. */
export function testNamesIn(source: string): string[] {
  return [...source.matchAll(TEST_NAME)].map(([, quoted = '']) => quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1'));
}
