// JSON bodies, read strictly: what two programs could read in two ways is not read at all.
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../usecases/problem.js';

/** The schemas of the routes nest five levels; nothing behind this may have to be careful with its stack. */
const DEEPEST = 32;

/**
 * Makes a scope take JSON and nothing else. Refused with `malformed`: wrong UTF-8, which would be kept as other characters;
 * a name twice in one object, of which another reader may take the other value; more than 32 levels; names that reach
 * into an object's prototype.
 */
export function takeJsonOnly(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: Buffer, done) => {
      if (!isUtf8(body)) return done(new Problem('malformed'));
      const text = body.toString('utf8');
      return parse(request, text, (error, parsed) => {
        if (error) return done(error);
        // Only of valid JSON: in it every quote has its other one, which keeps the reading linear.
        return isPlain(text) ? done(null, parsed) : done(new Problem('malformed'));
      });
    },
  );
}

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/gs;

/** Whether valid JSON is of moderate depth and has no name twice in one object. */
function isPlain(json: string): boolean {
  const open: (Set<string> | null)[] = [];
  let isName = false;
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null);
      if (open.length > DEEPEST) return false;
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token !== ',' && isName) {
      const names = open.at(-1);
      const name = JSON.parse(token) as string;
      if (names?.has(name)) return false;
      names?.add(name);
    }
    // The text after a brace or a comma is a name; the one after it is its value.
    isName = (token === '{' || token === ',') && open.at(-1) instanceof Set;
  }
  return true;
}
