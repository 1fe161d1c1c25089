// The whole system as processes that can be killed, and people who talk to its API over HTTP.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type System, type SystemOptions, startSystem } from '../../../local/system.js';
import { openRecords, type Records } from '../../../records/database.js';
import { migrate } from '../../../records/migrate.js';
import { type Programme, type ProgrammeOptions, publishProgramme } from '../../support/programme.js';
import { type ArmedFolder, openArmedFolder } from './armed-folder.js';
import { type Caller, callerOf } from './caller.js';
import { issuedTokens, type Logins, signedInTokens, type Tokens } from './tokens.js';

export interface JourneyOptions extends ProgrammeOptions {
  /** Who signs in at the local sign-in provider. Default: everybody has a token of an issuer in this process. */
  logins?: Logins;
  logLevel?: string;
  /** Below which folder it keeps its data. Default: the test run's. */
  folder?: string;
  /** What the processes of the product are told besides. */
  environment?: NodeJS.ProcessEnv;
  /** Default: one api and one worker. */
  processes?: SystemOptions['processes'];
}

export interface Journey extends Programme, Caller {
  system: System;
  /** A pool of the tables' owner: sees every row. */
  owner: Records;
  temporal: Client;
  arm: ArmedFolder['arm'];
  token: Tokens['token'];
  /** Every mail that the mailbox has received. */
  mails(): Promise<ArrivedMail[]>;
  close(): Promise<void>;
}

export interface ArrivedMail {
  messageId: string;
  to: string[];
  subject: string;
  text: string;
}

/** Sends again soon what was not sent: these tests wait for it. */
const IMPATIENT_MAIL = { MAIL_FIRST_RETRY_SECONDS: '1', MAIL_STALE_SECONDS: '5', MAIL_SEND_TIMEOUT_MS: '4000' };

/** Starts everything, with failpoints that can be armed. */
export async function startJourney(options: JourneyOptions = {}): Promise<Journey> {
  const folder = await mkdtemp(path.join(options.folder ?? process.env.TEST_RUN_FOLDER ?? '/tmp', 'journey-'));
  // The database's user must be able to enter it.
  await chmod(folder, 0o711);
  const tokens = await (options.logins ? signedInTokens(folder, options.logins) : issuedTokens());
  try {
    return await startIn(folder, tokens, options);
  } catch (error) {
    await tokens.close();
    throw error;
  }
}

async function startIn(folder: string, tokens: Tokens, options: JourneyOptions): Promise<Journey> {
  const failpoints = await openArmedFolder(folder);
  let programme: Programme | undefined;
  const { PATH, HOME } = process.env;
  const system = await startSystem({
    dataFolder: path.join(folder, 'data'),
    environment: {
      PATH,
      HOME,
      LOG_LEVEL: options.logLevel ?? 'info',
      REQUESTS_PER_MINUTE: '100000',
      ...IMPATIENT_MAIL,
      ...failpoints.environment,
      ...options.environment,
      ...tokens.environment,
    },
    ...(tokens.peopleFile !== undefined && { peopleFile: tokens.peopleFile }),
    ...(options.processes && { processes: options.processes }),
    prepare: async (ownerUrl, issuer) => {
      await migrate(ownerUrl);
      const db = openRecords(ownerUrl, { application: 'journey', connections: 2 });
      programme = await publishProgramme(db, options);
      await tokens.introduce(db, programme, issuer);
      await db.destroy();
    },
  });
  if (!programme) throw new Error('the database was not prepared');
  const owner = openRecords(system.urls.database.owner, { application: 'journey', connections: 3 });
  const connection = Connection.lazy({ address: system.urls.temporal });

  return {
    ...programme,
    ...callerOf(onLoopback(system.urls.web), tokens.token),
    system,
    owner,
    temporal: new Client({ connection }),
    arm: failpoints.arm,
    token: tokens.token,
    mails: async () => {
      const answer = await fetch(`${onLoopback(system.urls.mailbox ?? '')}/messages`);
      return (await answer.json()) as ArrivedMail[];
    },
    close: async () => {
      await owner.destroy();
      await connection.close();
      await system.stop();
      await tokens.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Spares a look-up of the name with every request. */
function onLoopback(url: string): string {
  return url.replace('localhost', '127.0.0.1');
}
