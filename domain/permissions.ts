// Who may do what, as sentences. Use cases ask before they take a command in; pages ask which buttons to show.
import type { Language, Role, TaskKind } from './vocabulary.js';

export interface RoleGrant {
  role: Role;
  nsoId: string | null;
  schoolId: string | null;
}

/** Who asks: the person behind a session or a token, with what he or she may act as. */
export interface Actor {
  userId: string;
  teacherId: string | null;
  language: Language;
  grants: readonly RoleGrant[];
  /** NSOs whose projects this person may see: as evaluator or administrator. */
  nsoIds: readonly string[];
  headOfSchoolIds: readonly string[];
  /** CSS officers and system administrators answer for the whole programme. */
  seesAll: boolean;
}

/** The product's own loops (reconciler), which act for nobody. */
export const SYSTEM_ACTOR: Actor = {
  userId: '00000000-0000-0000-0000-000000000000',
  teacherId: null,
  language: 'en',
  grants: [],
  nsoIds: [],
  headOfSchoolIds: [],
  seesAll: true,
};

/** Builds the actor from a user's rows. */
export function actorOf(
  person: { userId: string; teacherId: string | null; language: Language },
  grants: readonly RoleGrant[],
): Actor {
  const present = <T>(value: T | null): value is T => value !== null;
  return {
    ...person,
    grants,
    nsoIds: [...new Set(grants.map((grant) => grant.nsoId).filter(present))],
    headOfSchoolIds: grants.map((grant) => grant.schoolId).filter(present),
    seesAll: grants.some((grant) => grant.role === 'cssOfficer' || grant.role === 'systemAdministrator'),
  };
}

export type Verdict = { allowed: true } | { allowed: false; code: ForbiddenCode; rule: string | null };
/** Why a person may not do something. Every code has a sentence in the catalogues. */
export const FORBIDDEN_CODES = [
  'notYourRole',
  'notYourNso',
  'notYourSchool',
  'conflictOfInterest',
  'notAFounder',
  'notAMember',
  'notRegistered',
  'notInvited',
  'notThatFounder',
  'fourEyes',
] as const;
export type ForbiddenCode = (typeof FORBIDDEN_CODES)[number];

const ALLOWED: Verdict = { allowed: true };
const forbid = (code: ForbiddenCode, rule: string | null = null): Verdict => ({ allowed: false, code, rule });

export interface TaskForPermission {
  kind: TaskKind;
  nsoId: string;
  /** Whether anybody can decide for the NSO here. Where nobody can, the CSS records its decision. */
  nsoHasEvaluators: boolean;
  schoolId: string | null;
  memberTeacherIds: readonly string[];
  memberSchoolIds: readonly string[];
}

/** A task is worked on (claimed, released, decided) by its candidate group, and never by a party to the project. */
export function mayWorkOnTask(actor: Actor, task: TaskForPermission): Verdict {
  switch (task.kind) {
    case 'councilApproval':
      return mayAnswerForCouncil(actor, task);
    case 'nsoApproval':
    case 'labelEvaluation':
      return recordsOnBehalf(actor, task) ? unlessParty(actor, task) : mayEvaluate(actor, task);
    case 'revision':
      return forbid('notAFounder', 'R-1.4.e');
  }
}

/** R-1.4.a: the head enters what the Teachers' Council of his or her own school decided. */
function mayAnswerForCouncil(actor: Actor, task: TaskForPermission): Verdict {
  if (!holds(actor, 'head')) return forbid('notYourRole', 'R-1.4.a');
  return task.schoolId !== null && actor.headOfSchoolIds.includes(task.schoolId)
    ? ALLOWED
    : forbid('notYourSchool', 'R-1.4.a');
}

/** .f: each NSO's evaluators decide for their own NSO, and nobody in his or her own case. */
function mayEvaluate(actor: Actor, task: TaskForPermission): Verdict {
  if (!holds(actor, 'evaluator')) return forbid('notYourRole', 'R-1.4.f');
  const ownNso = actor.grants.some((grant) => grant.role === 'evaluator' && grant.nsoId === task.nsoId);
  if (!ownNso) return forbid('notYourNso', 'R-1.4.f');
  return unlessParty(actor, task);
}

function unlessParty(actor: Actor, task: TaskForPermission): Verdict {
  return isParty(actor, task) ? forbid('conflictOfInterest') : ALLOWED;
}

/** An NSO without users here answers by letter, and an officer of the CSS records its answer with the document. */
export function recordsOnBehalf(actor: Actor, task: Pick<TaskForPermission, 'kind' | 'nsoHasEvaluators'>): boolean {
  return task.kind === 'nsoApproval' && !task.nsoHasEvaluators && holds(actor, 'cssOfficer');
}

/** An NSO of a founder's country may end a project that it approved; nobody of it who takes part in it. */
export function mayCloseProject(
  actor: Actor,
  project: { nsoIds: readonly string[] } & Pick<TaskForPermission, 'memberTeacherIds' | 'memberSchoolIds'>,
): Verdict {
  const answersForOne = actor.grants.some(
    ({ role, nsoId }) =>
      (role === 'evaluator' || role === 'nsoAdministrator') && nsoId !== null && project.nsoIds.includes(nsoId),
  );
  if (!answersForOne) return forbid('notYourNso', 'R-1.4.f');
  return isParty(actor, project) ? forbid('conflictOfInterest') : ALLOWED;
}

/** A party takes part in the project, or heads a school that does. */
export function isParty(actor: Actor, task: Pick<TaskForPermission, 'memberTeacherIds' | 'memberSchoolIds'>): boolean {
  const takesPart = actor.teacherId !== null && task.memberTeacherIds.includes(actor.teacherId);
  return takesPart || actor.headOfSchoolIds.some((schoolId) => task.memberSchoolIds.includes(schoolId));
}

/** R-1.p0: only a registered teacher carries out a project. */
export function mayCreateProject(actor: Actor): Verdict {
  return actor.teacherId === null ? forbid('notRegistered', 'R-1.p0') : ALLOWED;
}

/** .e: one of the two founders submits; founders also withdraw and complete their project. */
export function mayActAsFounder(actor: Actor, founderTeacherIds: readonly string[]): Verdict {
  if (actor.teacherId === null) return forbid('notRegistered', 'R-1.p0');
  return founderTeacherIds.includes(actor.teacherId) ? ALLOWED : forbid('notAFounder', 'R-1.4.e');
}

/** R-1.p1: nobody takes part, or becomes a founder, without having agreed. */
export function mayAnswerInvitation(actor: Actor, invitedTeacherId: string): Verdict {
  return actor.teacherId === invitedTeacherId ? ALLOWED : forbid('notInvited', 'R-1.p1');
}

/** Who takes part may leave. Whether a founder can is another question: there always are two. */
export function mayLeaveProject(actor: Actor, memberTeacherIds: readonly string[]): Verdict {
  const takesPart = actor.teacherId !== null && memberTeacherIds.includes(actor.teacherId);
  return takesPart ? ALLOWED : forbid('notAMember');
}

/** A founder hands over for himself or herself; in place of one who can no longer sign in, the other founder does. */
export function mayHandOver(
  actor: Actor,
  founders: readonly { teacherId: string; accountClosed: boolean }[],
  founderTeacherId: string,
): Verdict {
  const asFounder = mayActAsFounder(
    actor,
    founders.map(({ teacherId }) => teacherId),
  );
  if (!asFounder.allowed || actor.teacherId === founderTeacherId) return asFounder;
  const isGone = founders.some(({ teacherId, accountClosed }) => teacherId === founderTeacherId && accountClosed);
  return isGone ? ALLOWED : forbid('notThatFounder', 'R-1.4.e');
}

/** every teacher who took part applies for himself or herself. */
export function mayApplyForLabel(actor: Actor, memberTeacherIds: readonly string[]): Verdict {
  if (actor.teacherId === null) return forbid('notRegistered', 'R-1.p0');
  return memberTeacherIds.includes(actor.teacherId) ? ALLOWED : forbid('notAMember', 'R-3.1.0');
}

/** an application belongs to its teacher alone. */
export function mayEditApplication(actor: Actor, applicantTeacherId: string): Verdict {
  return actor.teacherId === applicantTeacherId ? ALLOWED : forbid('notAMember', 'R-3.1.1');
}

/** Who may publish rulebooks and rehearsals. */
export function mayPublishRulebook(actor: Actor): Verdict {
  return holds(actor, 'systemAdministrator') ? ALLOWED : forbid('notYourRole');
}

/** What one administrator proposed to publish, another one publishes. */
export function mayConfirmPublication(actor: Actor, { proposedBy }: { proposedBy: { userId: string } }): Verdict {
  if (!mayPublishRulebook(actor).allowed) return mayPublishRulebook(actor);
  return actor.userId === proposedBy.userId ? forbid('fourEyes') : ALLOWED;
}

/** Who may bring schools and people in: an NSO's administrators for their own, system administrators for all. */
export function mayImport(actor: Actor): Verdict {
  return holds(actor, 'nsoAdministrator') || mayImportForAll(actor) ? ALLOWED : forbid('notYourRole');
}

/** Whether what belongs to this NSO is the actor's to bring in. */
export function mayImportFor(actor: Actor, nsoId: string): Verdict {
  const administers = actor.grants.some((grant) => grant.role === 'nsoAdministrator' && grant.nsoId === nsoId);
  return administers || mayImportForAll(actor) ? ALLOWED : forbid('notYourNso');
}

/** CSS officers see everything, but bring nobody in. */
export function mayImportForAll(actor: Actor): boolean {
  return holds(actor, 'systemAdministrator');
}

/** How an NSO's evaluation of a period goes is for its evaluators and administrators, and for who answers for the programme. */
export function maySeePeriodProgress(actor: Actor): Verdict {
  const atAnNso = holds(actor, 'evaluator') || holds(actor, 'nsoAdministrator');
  return atAnNso || actor.seesAll ? ALLOWED : forbid('notYourRole');
}

/** Giving another person's task back to its group is for the NSO's administrators. */
export function mayReleaseForAnother(actor: Actor, task: Pick<TaskForPermission, 'nsoId'>): Verdict {
  const administers = actor.grants.some((grant) => grant.role === 'nsoAdministrator' && grant.nsoId === task.nsoId);
  return administers ? ALLOWED : forbid('notYourRole');
}

function holds(actor: Actor, role: Role): boolean {
  return actor.grants.some((grant) => grant.role === role);
}
