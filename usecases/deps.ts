import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Records } from '../records/database.js';
import type { Settlements } from './settlements.js';

/** What every use case needs: the records, Temporal, and where to note what an operator should know. */
export interface Deps {
  records: Records;
  temporal: Client;
  log: Logger;
  /** Writes down, many at once, that commands have their final answer. */
  settlements: Settlements;
}
