// The circular's rules as docs/rules.md lists them: its tables are the data, so that people and `npm run rules` read one list.

export const RULE_KINDS = ['enforce', 'warn', 'route', 'record', 'inform', 'allow'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

export interface ListedRule {
  id: string;
  /** At least one, each once. */
  kinds: RuleKind[];
}

/**
 * The rows of every table with an id, a rule and its kinds, in their order.
 * @throws Error that names the row: an unknown kind, an id twice, or a row without a kind
 */
export function rulesIn(markdown: string): ListedRule[] {
  const rows = [...markdown.matchAll(/^\| (R-\S+) +\|.*\| ([^|]*)\|$/gm)];
  const rules = rows.map(([, id = '', kinds = '']) => ({ id, kinds: kindsIn(id, kinds) }));
  const ids = new Set<string>();
  for (const { id } of rules) {
    if (ids.has(id)) throw new Error(`${id} is listed twice`);
    ids.add(id);
  }
  // A row that the pattern above does not read must not go missing in silence.
  const begun = markdown.match(/^\|\s*R-/gm)?.length ?? 0;
  if (begun !== rows.length || begun === 0) throw new Error(`${begun - rows.length} rows of rules cannot be read`);
  return rules;
}

/** `enforce (at the award), record`: what stands in brackets explains a kind. */
function kindsIn(id: string, cell: string): RuleKind[] {
  const words = cell
    .replaceAll(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '')
    .split(',')
    .map((word) => word.trim());
  return words.map((word) => {
    const kind = RULE_KINDS.find((known) => known === word);
    if (!kind) throw new Error(`${id} has an unknown kind: ${JSON.stringify(word)}`);
    return kind;
  });
}
