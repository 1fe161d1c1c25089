import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { type System, type SystemEvent, startSystem } from '../../local/system.js';

const standIn = (name: string) => fileURLToPath(new URL(`stand-ins/${name}.js`, import.meta.url));

/**
 * The real parts with stand-ins for API and worker, on free ports, with its data in `data` inside the folder.
 *
 * @param temporal the address of a Temporal server, or '' to start one
 * @param environment what the operator sets beside it
 */
export async function startStandIns(
  folder: string,
  temporal: string,
  events: SystemEvent[] = [],
  environment: Record<string, string> = {},
): Promise<System> {
  const peopleFile = path.join(folder, 'people.json');
  await mkdir(folder, { recursive: true });
  await writeFile(
    peopleFile,
    JSON.stringify([{ sub: 'p1', email: 'maria@school.gr', name: 'Μαρία', locale: 'el', password: 'maria-1' }]),
  );
  return startSystem({
    dataFolder: path.join(folder, 'data'),
    peopleFile,
    environment: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...(temporal ? { TEMPORAL_ADDRESS: temporal } : {}),
      ...environment,
    },
    durable: false,
    prepare: makeRoles,
    processes: [
      { name: 'worker', kind: 'worker', module: standIn('worker'), probe: async () => {} },
      { name: 'api', kind: 'api', module: standIn('api') },
    ],
    tell: (event) => events.push(event),
  });
}

/** What the migration does, as far as the start depends on it; counts how often it was asked. */
async function makeRoles(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('create table if not exists prepared (at timestamptz default now())');
    await client.query('insert into prepared default values');
    for (const role of ['etwinning_api', 'etwinning_worker']) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount === 0) await client.query(`create role ${role} login`);
    }
  } finally {
    await client.end();
  }
}
