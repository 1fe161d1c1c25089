import pg from 'pg';

const names = new Map<string, string>();

/**
 * A connection that prepares each statement with parameters once and then only binds it: the planner, which would take
 * longer than the execution, runs a few times per connection instead of every time.
 * The product's statements are few; what a statement's text depends on must not be a person's input.
 */
export class PreparedClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares nine overloads; only the (text, values) one is changed.
  override query(...args: any[]): any {
    const [text, values, ...rest] = args;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) {
      return super.query(...(args as Parameters<pg.Client['query']>));
    }
    const prepared = { name: nameOf(text), text, values };
    return super.query(...([prepared, ...rest] as unknown as Parameters<pg.Client['query']>));
  }
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `s${names.size + 1}`;
  names.set(text, name);
  return name;
}
