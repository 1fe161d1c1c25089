// A process of its own that drains the outbox until somebody ends it: node loop-process.js <database> <smtp>
import { pino } from 'pino';
import { openRecords } from '../../../records/database.js';
import { runOutboxLoop } from '../../../worker/outbox-loop.js';
import { mailDeps } from './mail-deps.js';

const [databaseUrl = '', smtpUrl = ''] = process.argv.slice(2);
const records = openRecords(databaseUrl, { application: 'test loop', connections: 2 });
const deps = { ...mailDeps(records, smtpUrl), log: pino({ level: 'silent' }) };
await runOutboxLoop(deps, new AbortController().signal);
