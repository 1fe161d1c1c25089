// The style sheet and the script, under addresses that change with them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const KEPT_SECONDS = 365 * 86_400;

export interface AssetAddresses {
  styleAddress: string;
  /** Saves what is written in a draft's form. Every page works without it. */
  autosaveAddress: string;
}

/** Serves what pages load, to be kept by browsers for ever. @returns where it is */
export function serveAssets(app: FastifyInstance): AssetAddresses {
  return {
    styleAddress: serve(app, 'style', 'css', 'text/css'),
    autosaveAddress: serve(app, 'autosave', 'js', 'text/javascript'),
  };
}

function serve(app: FastifyInstance, name: string, ending: string, type: string): string {
  const content = readFileSync(path.join(assetsFolder(), `${name}.${ending}`));
  const address = `/assets/${name}-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.${ending}`;
  app.get(address, (_request, reply) =>
    reply
      .type(`${type}; charset=utf-8`)
      .header('cache-control', `public, max-age=${KEPT_SECONDS}, immutable`)
      .send(content),
  );
  return address;
}

/** Beside package.json: the compiler does not copy it. */
function assetsFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('no package.json above the compiled program, so no web/assets/');
    folder = parent;
  }
  return path.join(folder, 'web', 'assets');
}
