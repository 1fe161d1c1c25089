// What a step's transaction knows when it asks the rules. Loaded under the project's lock, judged by one clock.

import type { Period } from './application-deadline.js';
import type { Rung } from './due-date.js';
import type { ProjectContent } from './project-content.js';
import type { PupilSlot } from './pupil-slots.js';
import type { Rulebook } from './rulebook.js';
import type { Command } from './step.js';
import type { Instant, LabelStatus, ProjectStatus, TaskKind, TaskStatus } from './vocabulary.js';

export interface MemberFacts {
  teacherId: string;
  userId: string;
  schoolId: string;
  countryCode: string;
  nsoId: string;
  role: 'founder' | 'partner';
}

/** Somebody who is asked to take part, or as a member to be founder in another's place. */
export interface InvitationFacts extends Omit<MemberFacts, 'role'> {
  invitationId: string;
  /** `accepted`: waits for the council of the school. */
  status: 'open' | 'accepted';
  /** The founder in whose place; null where somebody is to join. */
  replacesTeacherId: string | null;
}

/** What may still change in the team of an active project. */
export interface TeamFacts {
  /** In the order of time. */
  invitations: InvitationFacts[];
  /** Whom the command invites, with the school that it names, as they are registered. */
  named: Omit<MemberFacts, 'role'> | null;
}

export interface TaskFacts {
  taskId: string;
  kind: TaskKind;
  nsoId: string;
  schoolId: string | null;
  status: TaskStatus;
  outcome: string | null;
  dueAt: Instant;
  rungs: Rung[];
  nextRung: string | null;
  closedAt: Instant | null;
  assigneeId: string | null;
}

/** The command's intake row: who asked, and what was written with it. */
export interface IntakeFacts {
  command: Command;
  actorId: string;
  actorTeacherId: string | null;
  content: unknown;
}

interface SharedFacts {
  /** The database's clock. */
  now: Instant;
  rulebook: Rulebook;
  /** In the order of time. */
  periods: Period[];
  members: MemberFacts[];
  tasks: TaskFacts[];
  intake: IntakeFacts | null;
}

export interface ProjectFacts extends SharedFacts {
  project: { projectId: string; status: ProjectStatus; timer: string | null } | null;
  /** What was submitted last; read for a resubmission only. */
  submitted: { content: ProjectContent; version: number } | null;
  /** Of an active project only. */
  team: TeamFacts | null;
  /** R-2.e: of this project, and of the pupils whom the command names. */
  pupilSlots: readonly PupilSlot[];
  /** Without those whose submission was taken in and is not decided yet. */
  labelDrafts: { applicationId: string; teacherId: string }[];
}

export interface ApplicationFacts {
  teacherId: string;
  nsoId: string;
  status: LabelStatus;
  periodId: string | null;
  closesAt: Instant | null;
  receivedAt: Instant;
  /** The deadline that it missed, where it was rolled over or waits. */
  missedClosesAt: Instant | null;
  /** The version that was received last: the one that counts. */
  currentVersion: number;
  currentReceivedAt: Instant;
  /** The highest number of a version; higher than the current one's where an edit came here later than it was received. */
  lastVersion: number;
  timer: string | null;
}

export interface LabelFacts extends SharedFacts {
  projectId: string;
  projectStatus: ProjectStatus | null;
  /** When the project was completed; deadlines before it were never missed. */
  completedAt: Instant | null;
  applicationId: string;
  /** Whose draft the application is written in; null where there is none. */
  draftTeacherId: string | null;
  application: ApplicationFacts | null;
  /** The applicant's slots that are taken: which, in which period. */
  slots: { periodId: string; slot: number }[];
}
