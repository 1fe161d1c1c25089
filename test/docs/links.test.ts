// What the pages for readers point to: a file that was renamed takes its links along.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { projectFolder } from '../../local/project-folder.js';

const PLACES = ['README.md', 'bench/README.md', 'examples/README.md', 'docs'];

let pages: Map<string, string>;
beforeAll(async () => {
  const root = projectFolder();
  const docs = await readdir(path.join(root, 'docs'), { recursive: true });
  const names = [...PLACES, ...docs.map((name) => path.join('docs', name))].filter((name) => name.endsWith('.md'));
  pages = new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(root, name), 'utf8')] as const)),
  );
});

/** The headings of a page, as links name them. */
const headingsOf = (page: string) =>
  [...(pages.get(page) ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('given README.md and docs/, when their links within the project are followed, then each leads somewhere', () => {
  const links = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link })),
  );
  const leadNowhere = links.filter(({ page, link }) => {
    const [file = '', heading] = link.split('#');
    const target = file === '' ? page : path.join(path.dirname(page), file);
    if (!existsSync(path.join(projectFolder(), target))) return true;
    return heading !== undefined && !headingsOf(target).includes(heading);
  });

  expect(links.length).toBeGreaterThan(5);
  expect(leadNowhere).toEqual([]);
});

test('given a decision that a page names by its number, when it is looked up, then there is one, and one alone', async () => {
  const decisions = (await readdir(path.join(projectFolder(), 'docs/decisions'))).map((name) => name.slice(0, 4));
  const named = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/\b(?:see|decisions\/) ?(\d{4})\b/g)].map(([, number = '']) => ({ page, number })),
  );

  expect(named.filter(({ number }) => !decisions.includes(number))).toEqual([]);
  expect(new Set(decisions).size).toBe(decisions.length);
});

test('given the table of faults, when the tests that it names are looked up, then there is a file of each', async () => {
  const files = (await readdir(path.join(projectFolder(), 'test'), { recursive: true })).join('\n');
  const rows = (pages.get('docs/faults.md') ?? '').split('\n').filter((line) => /^\| (?!-)/.test(line));
  const fields = rows.flatMap((row) => row.split('|').slice(2, -1)).map((field) => field.trim());
  const names = new Set(fields.filter((field) => /^[a-z]+-[a-z-]+$/.test(field)));

  expect(names.size).toBeGreaterThan(5);
  expect([...names].filter((name) => !files.includes(`${name}.test.ts`))).toEqual([]);
});
