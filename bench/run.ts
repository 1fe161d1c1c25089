// `npm run bench -- <bench> [options]`: which benches there are, and how they are asked for.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { tableOf } from './decisions/report.js';
import { WAY_NAMES } from './decisions/way.js';
import { benchDecisions } from './decisions.js';
import { hostileLines } from './hostile/report.js';
import { benchHostile, type HostileOptions } from './hostile.js';
import { recoveryLine } from './recovery/report.js';
import { benchRecovery, type RecoveryOptions } from './recovery.js';

const USAGE = `npm run bench -- decisions [options]
       npm run bench -- recovery [--kills 20] [--json]
       npm run bench -- hostile [--seconds 18] [--json]

  --concurrency 1,16,64  closed-loop users, one result for each number
  --seconds 18         measured seconds for each way at each concurrency
  --json               one JSON line for each concurrency instead of a table
  --ways http,worker,bare
  --without-open-loop  leaves out the decisions at a fixed pace
  --without-start      does not measure how long npm start takes
  --profile <folder>   leaves CPU profiles of the node processes there
`;

const list = z.string().transform((text) => text.split(',').map((part) => part.trim()));
const BENCHES = ['decisions', 'recovery', 'hostile'] as const;
const schema = z.strictObject({
  bench: z.enum(BENCHES),
  concurrency: list
    .transform((parts) => parts.map(Number))
    .pipe(z.array(z.int().min(1).max(64)).min(1))
    .default([1, 16, 64]),
  seconds: z.coerce.number().min(1).max(3_600).default(18),
  json: z.boolean().default(false),
  ways: list.pipe(z.array(z.enum(WAY_NAMES)).min(1)).default([...WAY_NAMES]),
  'without-open-loop': z.boolean().default(false),
  'without-start': z.boolean().default(false),
  profile: z.string().min(1).optional(),
  kills: z.coerce.number().int().min(1).max(1_000).default(20),
});

const say = (text: string) => void process.stdout.write(text);
const tell = (line: string) => void process.stderr.write(`${line}\n`);

function readOptions(): Options | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        concurrency: { type: 'string' },
        seconds: { type: 'string' },
        json: { type: 'boolean' },
        ways: { type: 'string' },
        'without-open-loop': { type: 'boolean' },
        'without-start': { type: 'boolean' },
        profile: { type: 'string' },
        kills: { type: 'string' },
      },
    });
    if (positionals.length !== 1) return null;
    return schema.parse({ bench: positionals[0], ...values });
  } catch (error) {
    tell(error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message);
    return null;
  }
}

type Options = z.output<typeof schema>;
type Common = Pick<RecoveryOptions, 'signal' | 'tell'>;

function run(options: Options, common: Common): Promise<void> {
  const { json } = options;
  if (options.bench === 'recovery') {
    const report: RecoveryOptions['report'] = (one) => say(`${json ? JSON.stringify(one) : recoveryLine(one)}\n`);
    return benchRecovery({ ...common, kills: options.kills, report });
  }
  if (options.bench === 'hostile') {
    const report: HostileOptions['report'] = (one) => say(`${json ? JSON.stringify(one) : hostileLines(one)}\n`);
    return benchHostile({ ...common, seconds: options.seconds, report });
  }
  return benchDecisions({
    ...common,
    concurrencies: options.concurrency,
    seconds: options.seconds,
    ways: options.ways,
    withStart: !options['without-start'],
    withOpenLoop: !options['without-open-loop'],
    reportOpenLoop: (report) => say(`${JSON.stringify(report)}\n`),
    ...(options.profile && { profileFolder: options.profile }),
    report: (report) => say(json ? `${JSON.stringify(report)}\n` : `${tableOf(report)}\n`),
  });
}

const options = readOptions();
if (options === null) {
  process.stderr.write(USAGE);
  process.exit(2);
}
const givenUp = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => givenUp.abort());
try {
  await run(options, { signal: givenUp.signal, tell });
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
}
