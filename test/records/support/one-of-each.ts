// A project of two teachers of one NSO, with at least one row in every table that holds something of a project.
import { v7 as uuidv7 } from 'uuid';
import type { RecordsOnly } from '../../support/records-only.js';
import { seedApplication, seedDecision, seedProject, seedTask, type TeacherName } from '../../support/seed.js';

/** `label`: of one member's application; `own`: for one person alone. Everything else is the project's. */
export type Level = 'project' | 'label' | 'own';
export interface SeededRow {
  table: string;
  /** Column that tells the row from those of another project, and its value. */
  column: string;
  key: string;
  level: Level;
}

export interface OneOfEach {
  projectId: string;
  applicationId: string;
  rows: SeededRow[];
}

export async function seedOneOfEach(
  place: RecordsOnly,
  who: { applicant: TeacherName; colleague: TeacherName; nsoId: string; evaluatorId: string },
): Promise<OneOfEach> {
  const { owner, people } = place;
  const { applicant, colleague, nsoId, evaluatorId } = who;
  const applicantId = people[applicant].actor.userId;
  const { teacherId } = people[applicant];
  const projectId = await seedProject(place, { members: [applicant, colleague], nsoIds: [nsoId], status: 'completed' });
  const applicationId = await seedApplication(place, { projectId, applicant, nsoId });
  const rows: SeededRow[] = [];
  const note = (table: string, column: string, key: string, level: Level = 'project') =>
    rows.push({ table, column, key, level });
  note('projects', 'project_id', projectId);
  await owner
    .insertInto('project_versions')
    .values({
      project_id: projectId,
      version: 1,
      content: '{}',
      submitted_by: evaluatorId,
      submitted_at: new Date(),
      cause: 'seed',
    })
    .execute();
  note('project_versions', 'project_id', projectId);
  note('project_nsos', 'project_id', projectId);
  note('project_members', 'project_id', projectId);
  await owner
    .insertInto('team_invitations')
    .values({
      invitation_id: uuidv7(),
      project_id: projectId,
      teacher_id: people.italianTeacher.teacherId,
      school_id: place.schools.rome,
      role_text: 'Leads the reading.',
      status: 'declined',
      invited_by: applicantId,
      invited_at: new Date(),
      closed_at: new Date(),
      cause: 'seed',
    })
    .execute();
  note('team_invitations', 'project_id', projectId);
  note('label_applications', 'application_id', applicationId, 'label');
  note('label_application_versions', 'application_id', applicationId, 'label');

  for (const level of ['project', 'label'] as const) {
    const ofLabel = level === 'label' ? { applicationId } : {};
    const subjectId = level === 'label' ? applicationId : projectId;
    const kind = level === 'label' ? ('labelEvaluation' as const) : ('nsoApproval' as const);
    const taskId = await seedTask(place, { projectId, kind, nsoId, ...ofLabel });
    await owner.insertInto('task_assignments').values({ task_id: taskId, assignee_id: evaluatorId }).execute();
    const decisionId = await seedDecision(place, { projectId, taskId, kind, by: evaluatorId, ...ofLabel });
    note('tasks', 'task_id', taskId, level);
    note('task_assignments', 'task_id', taskId, level);
    await owner
      .insertInto('task_allocations')
      .values({ task_id: taskId, evaluator_id: evaluatorId, allocated_at: new Date(), cause: 'seed' })
      .execute();
    note('task_allocations', 'task_id', taskId, level);
    note('decisions', 'decision_id', decisionId, level);

    await owner
      .insertInto('steps')
      .values({ subject_id: subjectId, cause: 'seed', project_id: projectId, answer: '{}' })
      .execute();
    note('steps', 'subject_id', subjectId, level);
    await owner
      .insertInto('journal')
      .values({
        project_id: projectId,
        seq: level === 'label' ? 2 : 1,
        cause: 'seed',
        subject_kind: level,
        subject_id: subjectId,
        element: 'seed',
        event: 'projectSubmitted',
        rules: '[]',
        detail: '{}',
        occurred_at: new Date(),
        recorded_at: new Date(),
        hash: Buffer.alloc(32),
      })
      .execute();
    note('journal', 'subject_id', subjectId, level);

    const commandId = uuidv7();
    await owner
      .insertInto('intake')
      .values({
        command_id: commandId,
        actor_id: evaluatorId,
        idempotency_key: commandId,
        body_hash: Buffer.alloc(32),
        kind: 'decide',
        subject_kind: level,
        project_id: projectId,
        subject_id: subjectId,
        applicant_id: level === 'label' ? teacherId : null,
        task_id: taskId,
        content: '{"scores":[]}',
        received_at: new Date(),
      })
      .execute();
    note('intake', 'command_id', commandId, level);

    await owner
      .insertInto('drafts')
      .values({
        draft_id: subjectId,
        kind: level,
        project_id: projectId,
        owner_id: applicantId,
        teacher_id: level === 'label' ? teacherId : null,
        rulebook_id: place.rulebookId,
        content: '{}',
        submitted_at: new Date(),
      })
      .execute();
    note('drafts', 'draft_id', subjectId, level === 'label' ? 'own' : 'project');
  }

  const [period] = await owner.selectFrom('periods').select('period_id').orderBy('position').execute();
  const periodId = period?.period_id ?? '';
  await owner
    .insertInto('label_slots')
    .values({ teacher_id: teacherId, period_id: periodId, slot: 1, application_id: applicationId, cause: 'seed' })
    .execute();
  note('label_slots', 'application_id', applicationId, 'own');
  await owner
    .insertInto('pupil_slots')
    .values({
      school_id: place.schools.rome,
      school_year: '2021-2022',
      pupil_code: `B1-${projectId}`,
      slot: 1,
      project_id: projectId,
      cause: 'seed',
    })
    .execute();
  note('pupil_slots', 'project_id', projectId);
  const look = { application_id: applicationId, period_id: periodId, sought: 'period' } as const;
  await owner.insertInto('label_looks').values(look).execute();
  note('label_looks', 'application_id', applicationId, 'label');
  const labelId = uuidv7();
  await owner
    .insertInto('labels')
    .values({
      label_id: labelId,
      application_id: applicationId,
      project_id: projectId,
      teacher_id: teacherId,
      period_id: periodId,
      awarded_at: new Date(),
      awards_eligible: true,
      cause: 'seed',
    })
    .execute();
  note('labels', 'label_id', labelId);
  const mailId = uuidv7();
  await owner
    .insertInto('outbox')
    .values({
      mail_id: mailId,
      mail_key: mailId,
      project_id: projectId,
      template: 'labelDecided',
      recipient_id: applicantId,
      facts: '{}',
      not_before: new Date(),
      cause: 'seed',
    })
    .execute();
  note('outbox', 'mail_id', mailId, 'own');
  return { projectId, applicationId, rows };
}
