// The records of one test file with a small programme, for what asks no workflow.
import { pino } from 'pino';
import { openRecords, type Records } from '../../records/database.js';
import type { Deps } from '../../usecases/deps.js';
import { Settlements } from '../../usecases/settlements.js';
import { testDatabase } from './database.js';
import { type Programme, type ProgrammeOptions, publishProgramme } from './programme.js';

export interface RecordsOnly extends Programme {
  /** Without Temporal: a use case that asks it fails. */
  deps: Deps;
  owner: Records;
  worker: Records;
  auditor: Records;
  close(): Promise<void>;
}

export async function openRecordsOnly(name: string, options: ProgrammeOptions = {}): Promise<RecordsOnly> {
  const database = await testDatabase(name);
  const owner = openRecords(database.ownerUrl, { application: 'test owner', connections: 3 });
  const records = openRecords(database.apiUrl, { application: 'test api', connections: 10 });
  const worker = openRecords(database.workerUrl, { application: 'test worker', connections: 2 });
  const auditor = openRecords(database.auditorUrl, { application: 'test auditor', connections: 2 });
  const programme = await publishProgramme(owner, options);
  const deps: Deps = {
    records,
    temporal: undefined as never,
    log: pino({ level: 'silent' }),
    settlements: new Settlements(records),
  };
  const close = async () => {
    await Promise.all([owner, records, worker, auditor].map((pool) => pool.destroy()));
    await database.close();
  };
  return { ...programme, deps, owner, worker, auditor, close };
}
