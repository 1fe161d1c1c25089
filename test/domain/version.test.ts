import { expect, test } from '@jest/globals';
import { isSameVersion, type Version, versionOfTag, versionTag } from '../../domain/version.js';

test('given a version, when its tag is read, then it is that version', () => {
  for (const version of [
    { stage: 'draft', number: 1 },
    { stage: 'submitted', number: 123_456_789 },
  ] satisfies Version[]) {
    expect(versionOfTag(versionTag(version))).toEqual(version);
  }
});

test('given a draft and what was submitted with the same number, when they are compared, then they are two versions', () => {
  expect(isSameVersion({ stage: 'draft', number: 2 }, { stage: 'submitted', number: 2 })).toBe(false);
});

test.each([
  '',
  'draft',
  'draft-0',
  'draft-01',
  'draft--1',
  'draft-1 ',
  'frozen-1',
  'submitted-1234567890',
  'x'.repeat(99),
])('given the text "%s", when it is read as a tag, then it is none', (text) => {
  expect(versionOfTag(text)).toBeNull();
});
