import { type Actor, isParty, mayImportFor } from '../permissions.js';
import type { ImportStage, PaperDecision, ProjectRow } from './project-columns.js';
import { type RowRefusal, refuse } from './row.js';
import type { NamedSchool } from './teacher.js';

export interface ProjectRowFacts {
  /** Teacher ids of the two founders, null where nobody, or more than one, is registered under the address. */
  founders: readonly [string | null, string | null];
  /** The same of the row's partners, in their order. */
  partners: readonly (string | null)[];
  schools: ReadonlyMap<string, NamedSchool | null>;
  /** .a: where a council must approve. */
  councilCountries: readonly string[];
}

/** A council or an NSO that is asked, and what it decided on paper. */
export interface AskedBody {
  kind: 'councilApproval' | 'nsoApproval';
  nsoId: string;
  schoolId: string | null;
  decision: PaperDecision | null;
}

/** A teacher with the school at which he or she takes part. */
export interface Place {
  teacherId: string;
  schoolId: string;
}

export interface ProjectPlan {
  /** The NSO of the first founder: the project is found again within it. */
  nsoId: string;
  founders: [Place, Place];
  partners: Place[];
  /** Councils first, in the order in which they are asked. */
  bodies: AskedBody[];
}

/**
 * .a, R-1.4.f: whom a running project must have asked, and whether the row's decisions lead to the row's stage. Each NSO's
 * administrators bring in what their own NSO and councils decided; nobody brings in a project that he or she takes part in.
 */
export function planProject(
  actor: Actor,
  row: ProjectRow,
  facts: ProjectRowFacts,
): { refusals: RowRefusal[] } | { refusals: null; plan: ProjectPlan } {
  const { founders, schools } = facts;
  const [first, second] = [schools.get(row.school1) ?? null, schools.get(row.school2) ?? null];
  const [one, two] = founders;
  if (!first || !second || one === null || two === null) {
    return {
      refusals: [
        ...(one === null ? [refuse('founder1', 'teacherUnknown')] : []),
        ...(two === null ? [refuse('founder2', 'teacherUnknown')] : []),
        ...(first ? [] : [refuse('school1', 'schoolUnknown', { school: row.school1 })]),
        ...(second ? [] : [refuse('school2', 'schoolUnknown', { school: row.school2 })]),
      ],
    };
  }
  const partners = partnersOf(row, facts);
  if ('refusals' in partners) return partners;
  if (!mayImportFor(actor, first.nsoId).allowed) {
    return { refusals: [refuse('school1', 'notOfYourNso', { nso: first.nsoId })] };
  }
  const parties = {
    memberTeacherIds: [one, two, ...partners.places.map(({ teacherId }) => teacherId)],
    memberSchoolIds: [first.schoolId, second.schoolId, ...partners.places.map(({ schoolId }) => schoolId)],
  };
  if (isParty(actor, parties)) return { refusals: [refuse('founder1', 'ownProject')] };

  const places = [
    { key: row.school1, ...first },
    { key: row.school2, ...second },
  ];
  const bodies = askedBodies(row, places, facts.councilCountries);
  const refusals = [...decisionRefusals(actor, row, bodies), ...stageRefusals(row, bodies)];
  if (refusals.length > 0) return { refusals };
  const plan: ProjectPlan = {
    nsoId: first.nsoId,
    founders: [
      { teacherId: one, schoolId: first.schoolId },
      { teacherId: two, schoolId: second.schoolId },
    ],
    partners: partners.places,
    bodies,
  };
  return { refusals: null, plan };
}

function partnersOf(
  { partners = [] }: ProjectRow,
  facts: ProjectRowFacts,
): { refusals: RowRefusal[] } | { places: Place[] } {
  const found = partners.map(({ email, school }, index) => {
    const teacherId = facts.partners[index] ?? null;
    const place = facts.schools.get(school) ?? null;
    if (teacherId === null) return { refusal: refuse('partners', 'teacherUnknown', { email }) };
    return place
      ? { teacherId, schoolId: place.schoolId }
      : { refusal: refuse('partners', 'schoolUnknown', { school }) };
  });
  const refusals = found.flatMap((one) => ('refusal' in one ? [one.refusal] : []));
  return refusals.length > 0 ? { refusals } : { places: found.flatMap((one) => ('refusal' in one ? [] : [one])) };
}

function askedBodies(
  row: ProjectRow,
  places: readonly (NamedSchool & { key: string })[],
  councilCountries: readonly string[],
): AskedBody[] {
  const decisionOf = (body: PaperDecision['body'], key: string) =>
    row.decisions?.find((decision) => decision.body === body && decision.key === key) ?? null;
  const schools = new Map(places.map((place) => [place.schoolId, place]));
  const councils = [...schools.values()].filter(({ key }) => councilCountries.includes(key.slice(0, 2)));
  return [
    ...councils.map(({ key, nsoId, schoolId }): AskedBody => {
      return { kind: 'councilApproval', nsoId, schoolId, decision: decisionOf('council', key) };
    }),
    ...[...new Set(places.map(({ nsoId }) => nsoId))].map((nsoId): AskedBody => {
      return { kind: 'nsoApproval', nsoId, schoolId: null, decision: decisionOf('nso', nsoId) };
    }),
  ];
}

function decisionRefusals(actor: Actor, row: ProjectRow, bodies: readonly AskedBody[]): RowRefusal[] {
  const asked = bodies.map(({ decision }) => decision);
  const councilsOpen = bodies.some(({ kind, decision }) => kind === 'councilApproval' && !decision);
  return [
    ...(row.decisions ?? [])
      .filter((decision) => !asked.includes(decision))
      .map(({ key }) => refuse('decisions', 'decisionNotAsked', { body: key })),
    ...bodies
      .filter(({ decision, nsoId }) => decision && !mayImportFor(actor, nsoId).allowed)
      .map(({ nsoId }) => refuse('decisions', 'notOfYourNso', { nso: nsoId })),
    ...bodies
      .filter(({ kind, decision }) => kind === 'nsoApproval' && decision && councilsOpen)
      .map(({ nsoId }) => refuse('decisions', 'decisionTooEarly', { nso: nsoId })),
  ];
}

function stageRefusals(row: ProjectRow, bodies: readonly AskedBody[]): RowRefusal[] {
  const open = bodies.find(({ decision }) => !decision);
  const reached: ImportStage = open
    ? open.kind === 'councilApproval'
      ? 'council'
      : 'nsos'
    : row.summary === undefined
      ? 'active'
      : 'completed';
  return reached === row.stage ? [] : [refuse('stage', 'stageDiffers', { stage: reached })];
}

/** Whether a step opens tasks on which people are waiting to work at the row's stage: only then mails go out. */
export function opensStage(stage: ImportStage, bodies: readonly AskedBody[], body: AskedBody | 'submission'): boolean {
  const councils = bodies.filter(({ kind }) => kind === 'councilApproval');
  if (body === 'submission') return stage === 'council' || (stage === 'nsos' && councils.length === 0);
  return stage === 'nsos' && body === councils.at(-1);
}
