import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvCell, csvTable } from '../../api/csv-result.js';

test.each([
  ['=1+1', "'=1+1"],
  ['+30210', "'+30210"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['=HYPERLINK("http://x";"y")', `"'=HYPERLINK(""http://x"";""y"")"`],
])('given the cell %j, when it is exported, then no spreadsheet runs it', (cell, exported) => {
  expect(csvCell(cell)).toBe(exported);
});

test('given numbers and plain texts, when they are exported, then they stay as they are', () => {
  expect([csvCell(-2), csvCell('Αθήνα'), csvCell('a;b')]).toEqual(['-2', 'Αθήνα', '"a;b"']);
});

test('given any text, when it is exported, then no cell of the table begins like a formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(csvTable([[text]])).not.toMatch(/^\uFEFF"?[=+\-@\t]/);
    }),
  );
});
