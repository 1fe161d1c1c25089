/**
 * `npm run rules`: of each rule of the circular (docs/rules.md) its kinds, the files that implement it and the tests that show
 * it. It fails when a rule that the product must enforce, warn of, route by or record has no code or no test, and when
 * something cites a rule that there is not.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../local/project-folder.js';
import { linesOf, reportsOn, type SourceFile, unlistedIds } from './rules/report.js';
import { rulesIn } from './rules/rule-list.js';

/** The product itself: not its data, its benches or what runs it on one machine. */
const CODE = [
  'domain',
  'workflows',
  'activities',
  'records',
  'mail',
  'messages',
  'temporal',
  'worker',
  'usecases',
  'api',
  'web',
];

const rules = rulesIn(await readFile(path.join(projectFolder(), 'docs', 'rules.md'), 'utf8'));
const code = (await Promise.all(CODE.map((folder) => sourcesIn(folder, /\.tsx?$/)))).flat();
const tests = await sourcesIn('test', /\.test\.tsx?$/);
const data = await sourcesIn('rulebooks', /\.json$/);
const reports = reportsOn(rules, code, tests);
const unlisted = unlistedIds(rules, [...code, ...data]);
process.stdout.write(`${linesOf(reports, unlisted).join('\n')}\n`);
if (unlisted.length > 0 || reports.some(({ missing }) => missing.length > 0)) process.exitCode = 1;

async function sourcesIn(folder: string, name: RegExp): Promise<SourceFile[]> {
  const entries = await readdir(path.join(projectFolder(), folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => path.relative(projectFolder(), path.join(entry.parentPath, entry.name)))
    .sort();
  return Promise.all(
    files.map(async (file) => ({ path: file, text: await readFile(path.join(projectFolder(), file), 'utf8') })),
  );
}
