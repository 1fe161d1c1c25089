// The one style sheet, under an address that changes with it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const KEPT_SECONDS = 365 * 86_400;

/** Serves the style sheet, to be kept by browsers for ever. @returns its address */
export function serveStyle(app: FastifyInstance): string {
  const style = readFileSync(styleFile());
  const address = `/assets/style-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`;
  app.get(address, (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', `public, max-age=${KEPT_SECONDS}, immutable`)
      .send(style),
  );
  return address;
}

/** Beside package.json: the compiler does not copy it. */
function styleFile(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('no package.json above the compiled program, so no web/assets/');
    folder = parent;
  }
  return path.join(folder, 'web', 'assets', 'style.css');
}
