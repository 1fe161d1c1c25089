// Rows as steps leave them, put in by the tables' owner: for tests of what is read, not of how it came about.
import { v7 as uuidv7 } from 'uuid';
import type { ProjectStatus, TaskKind, TaskStatus } from '../../domain/vocabulary.js';
import { europeanProject, type PersonName } from './programme.js';
import type { RecordsOnly } from './records-only.js';

type Place = Pick<RecordsOnly, 'owner' | 'people' | 'schools' | 'rulebookId'>;
export type TeacherName = Extract<
  PersonName,
  'greekFounder' | 'greekPartner' | 'frenchFounder' | 'italianTeacher' | 'frenchTeacherEvaluator'
>;

/** Where each teacher teaches. */
export const SCHOOL_OF = {
  greekFounder: 'athens',
  greekPartner: 'patras',
  frenchFounder: 'lyon',
  italianTeacher: 'rome',
  frenchTeacherEvaluator: 'lyon',
} as const satisfies Record<TeacherName, keyof RecordsOnly['schools']>;

export interface SeededProject {
  members: [TeacherName, TeacherName, ...TeacherName[]];
  nsoIds: string[];
  status?: ProjectStatus;
  title?: string;
  submittedAt?: string;
}

/** A submitted project. The first two members are its founders. @returns its id */
export async function seedProject(place: Place, seeded: SeededProject): Promise<string> {
  const { owner, people, schools, rulebookId } = place;
  const { members, nsoIds, status = 'nsos', title = 'Rivers of Europe' } = seeded;
  const submittedAt = seeded.submittedAt ?? new Date().toISOString();
  const projectId = uuidv7();
  await owner
    .insertInto('projects')
    .values({
      project_id: projectId,
      rulebook_id: rulebookId,
      status,
      title,
      language: 'en',
      category: 'european',
      content: JSON.stringify(europeanProject(place, title)),
      submitted_by: people[members[0]].actor.userId,
      submitted_at: submittedAt,
      cause: 'seed',
      updated_at: submittedAt,
    })
    .execute();
  await owner
    .insertInto('project_nsos')
    .values(nsoIds.map((nsoId) => ({ project_id: projectId, nso_id: nsoId })))
    .execute();
  const rows = members.map((name, index) => ({
    project_id: projectId,
    teacher_id: people[name].teacherId,
    school_id: schools[SCHOOL_OF[name]],
    role: index < 2 ? ('founder' as const) : ('partner' as const),
    role_text: 'A part of the work.',
  }));
  await owner.insertInto('project_members').values(rows).execute();
  return projectId;
}

export interface SeededTask {
  projectId: string;
  kind: TaskKind;
  nsoId: string;
  schoolId?: string;
  applicationId?: string;
  status?: TaskStatus;
  dueAt?: string;
}

/** @returns the task's id */
export async function seedTask({ owner }: Pick<Place, 'owner'>, seeded: SeededTask): Promise<string> {
  const { projectId, kind, nsoId, status = 'open' } = seeded;
  const taskId = uuidv7();
  await owner
    .insertInto('tasks')
    .values({
      task_id: taskId,
      project_id: projectId,
      application_id: seeded.applicationId ?? null,
      kind,
      nso_id: nsoId,
      school_id: seeded.schoolId ?? null,
      status,
      outcome: status === 'decided' ? 'approve' : null,
      closed_at: status === 'open' ? null : new Date().toISOString(),
      opened_at: new Date().toISOString(),
      due_at: seeded.dueAt ?? new Date(Date.now() + 86_400_000).toISOString(),
      due_why: '{}',
      rungs: '[]',
      opened_by: 'seed',
      cause: 'seed',
    })
    .execute();
  return taskId;
}

/** A received application of a member. @returns its id */
export async function seedApplication(
  { owner, people }: Pick<Place, 'owner' | 'people'>,
  seeded: { projectId: string; applicant: TeacherName; nsoId: string; applicationId?: string },
): Promise<string> {
  const { projectId, applicant, nsoId, applicationId = uuidv7() } = seeded;
  const at = new Date().toISOString();
  await owner
    .insertInto('label_applications')
    .values({
      application_id: applicationId,
      project_id: projectId,
      teacher_id: people[applicant].teacherId,
      nso_id: nsoId,
      status: 'submitted',
      received_at: at,
      current_version: 1,
      cause: 'seed',
      updated_at: at,
    })
    .execute();
  await owner
    .insertInto('label_application_versions')
    .values({ application_id: applicationId, version: 1, content: '{}', received_at: at, cause: 'seed' })
    .execute();
  return applicationId;
}

/** A decision of a task, by whom it was taken. @returns its id */
export async function seedDecision(
  { owner }: Pick<Place, 'owner'>,
  seeded: { projectId: string; taskId: string; kind: TaskKind; applicationId?: string; by: string; at?: string },
): Promise<string> {
  const decisionId = uuidv7();
  await owner
    .insertInto('decisions')
    .values({
      decision_id: decisionId,
      project_id: seeded.projectId,
      application_id: seeded.applicationId ?? null,
      task_id: seeded.taskId,
      kind: seeded.kind,
      outcome: seeded.kind === 'labelEvaluation' ? 'award' : 'approve',
      decided_by: seeded.by,
      decided_at: seeded.at ?? new Date().toISOString(),
      content: '{}',
      cause: 'seed',
    })
    .execute();
  return decisionId;
}
