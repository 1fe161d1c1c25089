// `node dist/scripts/dump-schema.js`: writes records/schema.txt from the database of DATABASE_URL, migrated to the newest state.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../local/project-folder.js';
import { openRecords } from '../records/database.js';
import { describeSchema } from '../records/describe-schema.js';
import { migrate } from '../records/migrate.js';

const url = process.env.DATABASE_URL;
if (!url) throw new Error('DATABASE_URL is not set: give the address of an empty database, as its owner');
await migrate(url);
const db = openRecords(url, { application: 'dump-schema', connections: 1 });
await writeFile(join(projectFolder(), 'records', 'schema.txt'), await describeSchema(db));
await db.destroy();
