// The tables of who takes part.
import type { InvitationStatus } from '../domain/vocabulary.js';
import type { GeneratedTimestamp, Timestamp } from './columns.js';

export interface TeamTables {
  project_members: {
    project_id: string;
    teacher_id: string;
    school_id: string;
    role: 'founder' | 'partner';
    role_text: string;
    joined_at: GeneratedTimestamp;
    left_at: Timestamp | null;
  };
  team_invitations: {
    invitation_id: string;
    project_id: string;
    teacher_id: string;
    school_id: string;
    role_text: string;
    replaces_teacher_id: string | null;
    status: InvitationStatus;
    invited_by: string;
    invited_at: Timestamp;
    accepted_at: Timestamp | null;
    closed_at: Timestamp | null;
    cause: string;
  };
}
