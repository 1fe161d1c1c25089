import { type Part, signedIn } from '../cast.js';
import type { DemoOptions } from '../options.js';
import type { Players } from '../players.js';
import { ProgrammeTime } from '../programme-time.js';
import { currentRulebook, deadlineOf, startRehearsal } from '../rehearsal.js';
import { nameIn, type Stage } from '../stage.js';
import type { Teller } from '../teller.js';

/** How long the rehearsed year takes from its beginning to the deadline. */
const SECONDS_TO_DEADLINE = 56;
const DAY_SECONDS = 86_400;

/** The system administrator starts a rehearsal, so that a year goes by in a minute, beside the programme's own year. */
export async function preparation(
  { language, addresses }: DemoOptions,
  { cast, people, example }: Players,
  teller: Teller,
): Promise<Stage> {
  const { words } = teller;
  const who = (part: Part) => nameIn(words, cast[part]);
  teller.chapter(words.preparation);
  const present = signedIn(cast);
  teller.step(words.signedIn({ count: present.length, names: present.map(({ name }) => name).join(', ') }));

  const source = await currentRulebook(cast.systemAdministrator);
  const { programmeAt } = example.year;
  const programmeSeconds = (Date.parse(deadlineOf(source.rulebook)) - Date.parse(programmeAt)) / 1000;
  const ratio = Math.floor(programmeSeconds / SECONDS_TO_DEADLINE);
  const wish = { rulebookId: source.rulebookId, programmeAt, ratio };
  const { rulebookId, rulebook } = await startRehearsal(cast.systemAdministrator, wish);
  const time = new ProgrammeTime(rulebook.programmeClock, rulebook.timeZone, language);
  teller.time = time;
  const days = (ratio / DAY_SECONDS).toFixed(1);
  teller.step(
    words.rehearsal({ who: who('systemAdministrator'), days, seconds: String(SECONDS_TO_DEADLINE) }),
    'R-3.1.3',
  );
  return { cast, people, example, rulebookId, rulebook, time, teller, words, language, addresses, who };
}
