// Who takes part of one school, as its teachers state it: never a pupil's name.
import { z } from 'zod';
import { allDistinct } from './rulebook/source.js';
import { uuid } from './uuid.js';

/** .b: one whole section, or pupils of several sections or grades, of the same school. */
export const GROUP_KINDS = ['wholeSection', 'severalSections'] as const;

/** R-2.a: where a primary school works on a project. */
const PRIMARY_SETTINGS = ['acrossSubjects', 'specialistSubjects', 'skillsLabs', 'allDay', 'clubs'] as const;
/** R-2.b: where a secondary school does. */
const SECONDARY_SETTINGS = ['insideTimetable', 'outsideTimetable'] as const;
export const GROUP_SETTINGS = [...PRIMARY_SETTINGS, ...SECONDARY_SETTINGS] as const;
export type GroupSetting = (typeof GROUP_SETTINGS)[number];

/** R-2.d: the all-day programme and the clubs of primary schools are outside the morning timetable. */
const OUTSIDE: readonly GroupSetting[] = ['allDay', 'clubs', 'outsideTimetable'];

/** Opaque: with a digit and without small letters, so that no name passes for one. */
const pupilCodeSchema = z
  .string()
  .max(20, { abort: true })
  .regex(/^(?=.*\d)[A-Z0-9][A-Z0-9-]{2,19}$/);

/** A draft may leave out what a submission needs. */
export const pupilsGroupSchema = z.strictObject({
  schoolId: uuid(),
  kind: z.enum(GROUP_KINDS).exactOptional(),
  size: z.int().min(1).max(1_000).exactOptional(),
  /** Tells the level too: R-2.a primary, R-2.b secondary. */
  setting: z.enum(GROUP_SETTINGS).exactOptional(),
  /** first the group was formed, then its teacher chose the topic together with the pupils. */
  formedBeforeTopic: z.boolean(),
  /** R-2.d: the head or the teacher attests the consents of the parents or guardians of every pupil. */
  consentsAttested: z.boolean(),
  /** R-2.e: one opaque code of the school for each pupil, where they are counted. */
  pupilCodes: z
    .array(pupilCodeSchema)
    .min(1)
    .max(500)
    .refine((codes) => allDistinct(codes, (code) => code), { error: 'a code twice' })
    .exactOptional(),
});
export type PupilsGroup = z.output<typeof pupilsGroupSchema>;

/** Whether the work is outside the timetable, so that consents are needed (R-2.d). */
export function isOutsideTimetable(setting: GroupSetting): boolean {
  return OUTSIDE.includes(setting);
}

/** The school's level, by where it works on the project. */
export function levelOf(setting: GroupSetting): 'primary' | 'secondary' {
  return SECONDARY_SETTINGS.some((one) => one === setting) ? 'secondary' : 'primary';
}
