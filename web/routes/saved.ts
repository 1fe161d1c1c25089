// After a draft was saved by its form.
import type { FastifyReply } from 'fastify';
import { type Version, versionTag } from '../../domain/version.js';
import type { Viewer } from '../viewer.js';

/** To a script: nothing but the version that the form is of now. */
export function toScript(reply: FastifyReply, version: Version): FastifyReply {
  return reply
    .code(204)
    .header('etag', `"${versionTag(version)}"`)
    .send();
}

/** What the page's address says of it: `?saved`, or `?saved=restored` where the browser had kept it. */
export function savedQuery(intent: unknown): string {
  return intent === 'restore' ? '?saved=restored' : '?saved';
}

/** What is to be said of it; null where nothing was just saved. */
export function savedNotice({ t }: Viewer, saved: string | undefined): string | null {
  if (saved === undefined) return null;
  return t(saved === 'restored' ? 'pages.autosave.restored' : 'pages.saved');
}
