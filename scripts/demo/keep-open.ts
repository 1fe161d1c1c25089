// A project at every stage, for looking around.
import { localDayOf } from '../../domain/local-day.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { Builder } from './keep-open/builder.js';
import type { Left } from './keep-open/left.js';
import { leaveProgrammeStages } from './keep-open/programme-stages.js';
import { leaveRehearsedStages } from './keep-open/rehearsed-stages.js';
import type { DemoOptions } from './options.js';
import type { Players } from './players.js';
import { ProgrammeTime } from './programme-time.js';
import { currentRulebook, deadlineOf, type Rehearsal, startRehearsal } from './rehearsal.js';
import { nameIn } from './stage.js';
import type { Teller } from './teller.js';

/** The rehearsal's deadline comes in half a minute; afterwards its clock goes so slowly that evaluations stay in time. */
const REHEARSAL = { secondsToDeadline: 30, ratio: 20 } as const;

/**
 * Leaves a project at every stage: under the programme's own rulebook, and in a rehearsal where a deadline must have
 * passed. Says where each one is, and as whom to sign in.
 * @throws at the first project that does not reach its stage
 */
export async function leaveOpen({ addresses }: DemoOptions, { cast, example }: Players, teller: Teller): Promise<void> {
  const { words } = teller;
  let count = 0;
  const tell = ({ stage, page, signInAs }: Left) => {
    count += 1;
    const { name, next } = words.stages[stage];
    teller.line();
    teller.line(name, 'bold');
    teller.line(`  ${addresses.web}${page}`);
    teller.line(`  ${words.signInAs({ email: cast[signInAs].email, who: nameIn(words, cast[signInAs]), next })}`);
  };
  const builderFor = ({ rulebookId, rulebook }: Rehearsal) =>
    new Builder(cast, example, rulebookId, () => today(rulebook));

  const programme = await currentRulebook(cast.systemAdministrator);
  const rehearsal = await startRehearsal(cast.systemAdministrator, {
    rulebookId: programme.rulebookId,
    programmeAt: beforeDeadline(programme.rulebook),
    ratio: REHEARSAL.ratio,
  });
  const both = { cast, example };
  const left: Left[] = [];
  const rehearsed = leaveRehearsedStages(builderFor(rehearsal), both, (one) => left.push(one));
  // It is waited for below; a failure before that must not end the process.
  rehearsed.catch(() => {});
  await leaveProgrammeStages(builderFor(programme), both, tell);
  await rehearsed;
  for (const one of left) tell(one);

  teller.line();
  teller.line(words.passwords({ issuer: addresses.issuer, mailbox: addresses.mailbox }));
  teller.line(words.leftOpen({ count, seconds: teller.seconds.toFixed(1) }), 'green');
}

function beforeDeadline(rulebook: Rulebook): string {
  const { secondsToDeadline, ratio } = REHEARSAL;
  return new Date(Date.parse(deadlineOf(rulebook)) - secondsToDeadline * ratio * 1000).toISOString();
}

function today(rulebook: Rulebook): string {
  const time = new ProgrammeTime(rulebook.programmeClock, rulebook.timeZone, 'en');
  return localDayOf(time.now(), rulebook.timeZone);
}
