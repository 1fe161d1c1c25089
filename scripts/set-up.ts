// `node dist/scripts/set-up.js --rulebook gr-2021-2022 --issuer … --subject … --email … --name …`: what a fresh database needs
// before anybody can work: the NSOs, a published rulebook with its catalogue, and a first system administrator. Again, it
// changes nothing but the catalogue, where its file has changed.
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { LANGUAGES } from '../domain/vocabulary.js';
import { publishCatalogue } from '../records/catalogues.js';
import { openRecords, type Records } from '../records/database.js';
import { readMigrateConfig } from '../records/migrate-config.js';
import { findPerson } from '../records/people.js';
import { registerNsos, registerPeople } from '../records/registry.js';
import { findRulebook, publishRulebook } from '../records/rulebooks.js';
import { loadCatalogue, loadRulebook } from '../rulebooks/load.js';

const schema = z.object({
  rulebook: z.string(),
  issuer: z.url(),
  subject: z.string().min(1),
  email: z.email(),
  name: z.string().min(1),
  language: z.enum(LANGUAGES).default('en'),
});
type Wishes = z.output<typeof schema>;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { rulebook: text, issuer: text, subject: text, email: text, name: text, language: text },
});
const parsed = schema.safeParse(values);
if (!parsed.success) {
  process.stderr.write(`${z.prettifyError(parsed.error)}\n`);
  process.exit(2);
}
const db = openRecords(readMigrateConfig(process.env).DATABASE_URL, { application: 'set-up', connections: 2 });
try {
  const said = [await publish(db, parsed.data.rulebook), await appoint(db, parsed.data)];
  process.stdout.write(`${said.join('\n')}\n`);
} finally {
  await db.destroy();
}

async function publish(records: Records, id: string): Promise<string> {
  const rulebook = await loadRulebook(id);
  await registerNsos(records, rulebook);
  const catalogue = await loadCatalogue(id);
  if (catalogue) await publishCatalogue(records, id, catalogue);
  if (await findRulebook(records, id)) return `${id} was published before`;
  await publishRulebook(records, { rulebook, kind: 'programme', id, publishedBy: null });
  return `${id} is published`;
}

/** Roles that the person has already stay. */
async function appoint(records: Records, { issuer, subject, email, name, language }: Wishes): Promise<string> {
  const known = await findPerson(records, issuer, subject);
  if (known?.grants.some(({ role }) => role === 'systemAdministrator'))
    return `${email} administered the system before`;
  await registerPeople(records, [
    {
      userId: known?.userId ?? uuidv7(),
      ...{ issuer, subject, email, displayName: name, language },
      teacher: null,
      grants: [...(known?.grants ?? []), { role: 'systemAdministrator', nsoId: null, schoolId: null }],
    },
  ]);
  return `${email} administers the system`;
}
