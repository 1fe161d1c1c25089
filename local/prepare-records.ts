import { migrate } from '../records/migrate.js';
import { loadSample } from './sample/load.js';

/** Brings the database to the newest migration, and puts in the rulebook and the sample where they are missing. */
export async function prepareRecords(ownerUrl: string, issuer: string): Promise<void> {
  await migrate(ownerUrl);
  await loadSample(ownerUrl, issuer);
}
