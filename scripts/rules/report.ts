// What `npm run rules` says: for each rule of the circular its kinds, where it is implemented and which tests show it.
import { idsCitedIn, testNamesIn } from './citations.js';
import type { ListedRule, RuleKind } from './rule-list.js';

export interface SourceFile {
  /** Relative to the project's folder. */
  path: string;
  text: string;
}

export interface RuleReport extends ListedRule {
  implementedIn: string[];
  shownBy: { path: string; name: string }[];
  /** What is missing for a rule that needs both; empty for one that is covered, or needs nothing. */
  missing: ('implementation' | 'test')[];
}

/** Rules of these kinds need code and a test. */
const NEEDED: readonly RuleKind[] = ['enforce', 'warn', 'route', 'record'];

/** One report for each rule, in the order of the list. */
export function reportsOn(rules: readonly ListedRule[], code: SourceFile[], tests: SourceFile[]): RuleReport[] {
  const cited = code.map(({ path, text }) => ({ path, ids: idsCitedIn(text) }));
  const named = tests.flatMap(({ path, text }) =>
    testNamesIn(text).map((name) => ({ path, name, ids: idsCitedIn(name) })),
  );
  return rules.map((rule) => {
    const implementedIn = cited.filter(({ ids }) => ids.has(rule.id)).map(({ path }) => path);
    const shownBy = named.filter(({ ids }) => ids.has(rule.id)).map(({ path, name }) => ({ path, name }));
    const missing: RuleReport['missing'] = [];
    if (rule.kinds.some((kind) => NEEDED.includes(kind))) {
      if (implementedIn.length === 0) missing.push('implementation');
      if (shownBy.length === 0) missing.push('test');
    }
    return { ...rule, implementedIn, shownBy, missing };
  });
}

/**
 * Ids that the sources cite and no list has: slips of the pen, or a rule that was renamed. A section's number, such as
 * `R-1.1`, stands for its rules and is none.
 */
export function unlistedIds(
  rules: readonly ListedRule[],
  sources: readonly SourceFile[],
): { path: string; id: string }[] {
  const listed = new Set(rules.flatMap(({ id }) => [id, ...sectionsOf(id)]));
  return sources.flatMap(({ path, text }) =>
    [...idsCitedIn(text)].filter((id) => !listed.has(id)).map((id) => ({ path, id })),
  );
}

/** `R-1.2` and `R-1` for `R-1.2.a`. */
function sectionsOf(id: string): string[] {
  const parts = id.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The report as people read it. The last line counts. */
export function linesOf(reports: readonly RuleReport[], unlisted: readonly { path: string; id: string }[]): string[] {
  const open = reports.filter(({ missing }) => missing.length > 0);
  const lines = reports.flatMap(({ id, kinds, implementedIn, shownBy, missing }) => [
    `${id}  ${kinds.join(', ')}${missing.length > 0 ? `  OPEN: no ${missing.join(', no ')}` : ''}`,
    ...implementedIn.map((path) => `    in  ${path}`),
    ...shownBy.map(({ path, name }) => `    by  ${path}: ${name}`),
  ]);
  lines.push(...unlisted.map(({ path, id }) => `${path} cites ${id}, which is not listed`));
  if (open.length > 0) lines.push(`open: ${open.map(({ id }) => id).join(' ')}`);
  return [...lines, `${reports.length} rules, ${reports.length - open.length} covered, ${open.length} open`];
}
