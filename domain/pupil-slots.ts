// R-2.e: a pupil of a secondary school takes part in at most two projects outside the timetable, counted over opaque codes.
import { refuse } from './conclude.js';
import type { AppliedRule, Conclusion, Consequence } from './consequence.js';
import type { ProjectContent } from './project-content.js';
import type { Rulebook } from './rulebook.js';

/** As many as the records have slots for; a rulebook may allow fewer. */
export const PUPIL_SLOTS = 2;

export interface PupilCode {
  schoolId: string;
  code: string;
}

/** One of a pupil's projects in the school year. */
export interface PupilSlot extends PupilCode {
  slot: number;
  /** Taken by the project that is looked at. */
  isOwn: boolean;
}

/** What came to nothing is none of a pupil's two projects. */
export const FREE_PUPILS = { kind: 'freePupilSlots', pupils: 'all' } as const satisfies Consequence;

interface PupilSlotsJudged {
  refusal: Conclusion | null;
  rules: AppliedRule[];
  consequences: Consequence[];
}

/** The pupils that a project names by code, school by school. */
export function pupilCodesIn(content: Pick<ProjectContent, 'pupilsGroups'> | null | undefined): PupilCode[] {
  return (content?.pupilsGroups ?? []).flatMap(({ schoolId, pupilCodes = [] }) =>
    pupilCodes.map((code) => ({ schoolId, code })),
  );
}

/**
 * Takes a slot for each pupil of what is submitted, and gives back those of pupils who no longer take part.
 * A refusal tells how many pupils of which school have none left, and in which places of the list: their codes stay here.
 */
export function judgePupilSlots(
  { rulebook, pupilSlots }: { rulebook: Rulebook; pupilSlots: readonly PupilSlot[] },
  content: Pick<ProjectContent, 'pupilsGroups'> | null | undefined,
): PupilSlotsJudged {
  const named = pupilCodesIn(content);
  const maximum = rulebook.pupils?.maximumOutsideProjects ?? PUPIL_SLOTS;
  const own = pupilSlots.filter(({ isOwn }) => isOwn);
  const others = pupilSlots.filter(({ isOwn }) => !isOwn);
  const added = named
    .filter((pupil) => !own.some(isSame(pupil)))
    .map((pupil) => ({ ...pupil, slot: freeSlot(others.filter(isSame(pupil)), maximum) }));
  const [full] = added.filter(({ slot }) => slot === null);
  if (full) return { refusal: refused(full.schoolId, added, named, maximum), rules: [], consequences: [] };

  const freed = own.filter((pupil) => !named.some(isSame(pupil))).map(({ schoolId, code }) => ({ schoolId, code }));
  const taken = added.flatMap(({ slot, ...pupil }) => (slot === null ? [] : [{ ...pupil, slot }]));
  const consequences: Consequence[] = [
    ...(freed.length > 0 ? [{ kind: 'freePupilSlots' as const, pupils: freed }] : []),
    ...(taken.length > 0 ? [{ kind: 'takePupilSlots' as const, pupils: taken }] : []),
  ];
  const rules = named.length > 0 ? [{ rule: 'R-2.e', values: { pupils: named.length, maximum } }] : [];
  return { refusal: null, rules, consequences };
}

function refused(
  schoolId: string,
  added: readonly (PupilCode & { slot: number | null })[],
  named: readonly PupilCode[],
  maximum: number,
): Conclusion {
  const ofSchool = named.filter((pupil) => pupil.schoolId === schoolId);
  const full = added.filter((pupil) => pupil.schoolId === schoolId && pupil.slot === null);
  const lines = full.map((pupil) => ofSchool.findIndex(isSame(pupil)) + 1);
  return refuse('pupilProjectsFull', 'R-2.e', { schoolId, pupils: full.length, lines: lines.join(', '), maximum });
}

const isSame = (one: PupilCode) => (other: PupilCode) => one.schoolId === other.schoolId && one.code === other.code;

function freeSlot(taken: readonly PupilSlot[], maximum: number): number | null {
  for (let slot = 1; slot <= maximum; slot += 1) if (!taken.some((other) => other.slot === slot)) return slot;
  return null;
}
