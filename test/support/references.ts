// No foreign key watches what steps write (migration 0018): this looks for rows that refer to nothing.
import { expect } from '@jest/globals';
import { sql } from 'kysely';
import type { Records } from '../../records/database.js';

const REFERENCES = {
  projects: [
    'journal.project_id',
    'decisions.project_id',
    'tasks.project_id',
    'project_nsos.project_id',
    'project_versions.project_id',
    'team_invitations.project_id',
    'label_applications.project_id',
    'labels.project_id',
    'pupil_slots.project_id',
    'outbox.project_id',
  ],
  label_applications: [
    'decisions.application_id',
    'tasks.application_id',
    'label_application_versions.application_id',
    'label_slots.application_id',
    'labels.application_id',
    'outbox.application_id',
  ],
  tasks: ['decisions.task_id', 'outbox.task_id'],
  users: [
    'journal.actor_id',
    'decisions.decided_by',
    'project_versions.submitted_by',
    'team_invitations.invited_by',
    'outbox.recipient_id',
  ],
  teachers: [
    'label_applications.teacher_id',
    'label_slots.teacher_id',
    'labels.teacher_id',
    'team_invitations.teacher_id',
    'team_invitations.replaces_teacher_id',
  ],
  nsos: ['tasks.nso_id', 'project_nsos.nso_id', 'label_applications.nso_id'],
  schools: ['tasks.school_id', 'team_invitations.school_id', 'pupil_slots.school_id'],
  periods: [
    'label_applications.period_id',
    'label_applications.rolled_over_from',
    'label_slots.period_id',
    'labels.period_id',
  ],
} as const;

const KEYS: Record<keyof typeof REFERENCES, string> = {
  projects: 'project_id',
  label_applications: 'application_id',
  tasks: 'task_id',
  users: 'user_id',
  teachers: 'teacher_id',
  nsos: 'nso_id',
  schools: 'school_id',
  periods: 'period_id',
};

/** Checks that every id which a step wrote is that of a row. */
export async function expectNoRowRefersToNothing(owner: Records): Promise<void> {
  expect(await rowsThatReferToNothing(owner)).toEqual([]);
}

/** @returns the columns, as `table.column`, in which some row names what is not there */
export async function rowsThatReferToNothing(owner: Records): Promise<string[]> {
  const columns = Object.entries(REFERENCES).flatMap(([target, names]) =>
    names.map((name) => ({ name, target, key: KEYS[target as keyof typeof REFERENCES] })),
  );
  const found = await Promise.all(
    columns.map(async ({ name, target, key }) => {
      const [table = '', column = ''] = name.split('.');
      const { rows } = await sql`
        select from ${sql.table(table)} r where r.${sql.ref(column)} is not null and not exists (
          select from ${sql.table(target)} t where t.${sql.ref(key)} = r.${sql.ref(column)}) limit 1`.execute(owner);
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat();
}
