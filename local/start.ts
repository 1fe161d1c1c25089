/**
 * `npm start`: the whole system on this machine, until Ctrl-C. What can be set is in the environment: DATA_DIR, the ports
 * of `PORTS`, and addresses that replace parts (DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL, OIDC_ISSUER).
 */
import path from 'node:path';
import { dataFolderPath } from './data-folder.js';
import { readPeople } from './identity/people.js';
import { prepareRecords } from './prepare-records.js';
import { killRecorded } from './process/process-records.js';
import { StartProblem } from './start-problem.js';
import { eventLine, readyReport } from './start-report.js';
import { PORTS, type PortName, peopleFilePath, type System, startSystem } from './system.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const givenUp = new AbortController();
let system: System | undefined;
let stops = 0;

// A terminal that was closed takes no more lines; stopping goes on all the same.
process.stdout.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onStop);

try {
  say(`Starting on ${dataFolderPath()}`);
  const people = process.env.OIDC_ISSUER ? [] : await readPeople(peopleFilePath());
  system = await startSystem({
    ports: wishedPorts(process.env),
    prepare: prepareRecords,
    tell: (event) => {
      const line = eventLine(event);
      if (line !== undefined && stops === 0) say(line);
    },
    signal: givenUp.signal,
  });
  if (stops === 0) say(readyReport(system, people));
  else await system.stop().then(goodbye);
} catch (error) {
  if (givenUp.signal.aborted) goodbye();
  process.stderr.write(`\n${error instanceof StartProblem ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}

/** The first time everything is stopped in order; the second time it is killed. */
function onStop(): void {
  stops += 1;
  if (stops > 1) {
    killRecorded(path.join(dataFolderPath(), 'processes'));
    say('Killed. What was committed is safe; npm start recovers it.');
    process.exit(1);
  }
  say('\nStopping, in order: API and worker, mailbox and sign-in, Temporal, PostgreSQL (Ctrl-C again kills them) ...');
  givenUp.abort();
  system?.stop().then(goodbye, (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}

function goodbye(): never {
  say('Stopped. npm start goes on where it was.');
  process.exit(0);
}

function wishedPorts(environment: NodeJS.ProcessEnv): Partial<Record<PortName, number>> {
  const wishes: Partial<Record<PortName, number>> = {};
  for (const name of Object.keys(PORTS) as PortName[]) {
    const { variable, usual } = PORTS[name];
    const text = environment[variable] || String(usual);
    if (name === 'temporalUi' && text === 'off') continue;
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
      throw new StartProblem(`${variable} is ${JSON.stringify(text)}, but must be a port: a number from 0 to 65535.`);
    }
    wishes[name] = Number(text);
  }
  return wishes;
}
