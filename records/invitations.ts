// Invitations that wait for a teacher's answer, whichever project they are of.
import type { Kysely } from 'kysely';
import type { Instant } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface OpenInvitation {
  invitationId: string;
  projectId: string;
  title: string;
  /** To be founder in another's place; else to join. */
  asFounder: boolean;
  invitedAt: Instant;
}

/** A teacher's own invitations, oldest first. */
export async function selectOpenInvitations(db: Kysely<Tables>, teacherId: string): Promise<OpenInvitation[]> {
  const rows = await db
    .selectFrom('team_invitations')
    .innerJoin('projects', 'projects.project_id', 'team_invitations.project_id')
    .select(['invitation_id', 'team_invitations.project_id', 'title', 'replaces_teacher_id', 'invited_at'])
    .where('teacher_id', '=', teacherId)
    .where('team_invitations.status', '=', 'open')
    .orderBy('invited_at')
    .execute();
  return rows.map((row) => ({
    invitationId: row.invitation_id,
    projectId: row.project_id,
    title: row.title,
    asFounder: row.replaces_teacher_id !== null,
    invitedAt: row.invited_at.toISOString(),
  }));
}
