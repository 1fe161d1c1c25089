import type { Deps } from '../usecases/deps.js';
import { readCatalogue } from '../usecases/read-catalogue.js';

/** How long a page may show the address of before, so that not every page asks for it. */
const KEPT_MS = 60_000;

/** Asks whom every page names for questions; null while no rulebook says it, or the records cannot be reached. */
export function contactReader(deps: Deps, now: () => number = Date.now): () => Promise<string | null> {
  let kept: { address: Promise<string | null>; until: number } | null = null;
  return () => {
    if (kept === null || now() >= kept.until) kept = { address: contactOf(deps), until: now() + KEPT_MS };
    return kept.address;
  };
}

async function contactOf(deps: Deps): Promise<string | null> {
  try {
    return (await readCatalogue(deps)).rulebook.contacts.general;
  } catch {
    // What is wrong is told by whoever needs the records for the page itself.
    return null;
  }
}
