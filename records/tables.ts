// The tables as kysely sees them. The migrations are the truth; the dumped schema.sql shows it whole.
import type { Generated } from 'kysely';
import type {
  CommandKind,
  DecisionOutcome,
  LabelStatus,
  Language,
  PeriodStatus,
  ProjectStatus,
  Role,
  SubjectKind,
  TaskKind,
  TaskStatus,
} from '../domain/vocabulary.js';
import type { GeneratedTimestamp, Json, Timestamp } from './columns.js';
import type { RulebookTables } from './rulebook-tables.js';
import type { TeamTables } from './team-tables.js';

/** What a waiting application looks for: a period, its deadline, or the opening of its evaluation. */
export type LabelSought = 'period' | 'deadline' | 'evaluation';

export interface Tables extends TeamTables, RulebookTables {
  nsos: { nso_id: string; country_code: string; names: Json<Record<Language, string>>; time_zone: string };
  schools: {
    school_id: string;
    name: string;
    country_code: string;
    nso_id: string;
    ministry_code: string | null;
    external_id: Generated<string | null>;
  };
  users: {
    user_id: string;
    issuer: string;
    subject: string;
    email: string;
    display_name: string;
    language: Language;
    disabled_at: Timestamp | null;
  };
  teachers: {
    teacher_id: string;
    user_id: string;
    mother_tongues: string[];
    understands: string[] | null;
    registered_at: GeneratedTimestamp;
  };
  teacher_schools: { teacher_id: string; school_id: string };
  user_roles: { user_id: string; role: Role; nso_id: string | null; school_id: string | null };
  drafts: {
    draft_id: string;
    kind: SubjectKind;
    project_id: string;
    owner_id: string;
    teacher_id: string | null;
    rulebook_id: string;
    content: Json;
    version: Generated<number>;
    created_at: GeneratedTimestamp;
    updated_at: GeneratedTimestamp;
    imported_as: Generated<string | null>;
    submitted_at: Timestamp | null;
    saved_by: Generated<string | null>;
  };
  intake: {
    command_id: string;
    actor_id: string;
    idempotency_key: string;
    body_hash: Buffer;
    kind: CommandKind;
    subject_kind: SubjectKind;
    project_id: string;
    subject_id: string;
    applicant_id: string | null;
    task_id: string | null;
    outcome: DecisionOutcome | null;
    content: Json;
    salt: Generated<string>;
    period_id: string | null;
    received_at: Timestamp;
    settled_at: Timestamp | null;
    settlement: Json | null;
    resent_at: Timestamp | null;
  };
  projects: {
    project_id: string;
    rulebook_id: string;
    status: ProjectStatus;
    title: string;
    language: string;
    category: string;
    content: Json;
    submitted_by: string;
    submitted_at: Timestamp;
    activated_at: Timestamp | null;
    completed_at: Timestamp | null;
    completion_summary: string | null;
    current_version: Generated<number>;
    timer: string | null;
    timer_at: Timestamp | null;
    state_seq: Generated<number>;
    state_digest: Buffer | null;
    chain_seq: Generated<number>;
    chain_head: Buffer | null;
    cause: string;
    updated_at: Timestamp;
  };
  project_nsos: { project_id: string; nso_id: string };
  project_versions: {
    project_id: string;
    version: number;
    content: Json;
    submitted_by: string;
    submitted_at: Timestamp;
    cause: string;
  };
  label_applications: {
    application_id: string;
    project_id: string;
    teacher_id: string;
    nso_id: string;
    status: LabelStatus;
    period_id: string | null;
    closes_at: Timestamp | null;
    rolled_over_from: string | null;
    rolled_over_why: Json | null;
    received_at: Timestamp;
    current_version: number;
    frozen_version: number | null;
    frozen_at: Timestamp | null;
    timer: string | null;
    timer_at: Timestamp | null;
    state_seq: Generated<number>;
    state_digest: Buffer | null;
    cause: string;
    updated_at: Timestamp;
  };
  label_application_versions: {
    application_id: string;
    version: number;
    content: Json;
    received_at: Timestamp;
    cause: string;
  };
  pupil_slots: {
    school_id: string;
    school_year: string;
    pupil_code: string;
    slot: number;
    project_id: string;
    cause: string;
  };
  label_slots: { teacher_id: string; period_id: string; slot: number; application_id: string; cause: string };
  tasks: {
    task_id: string;
    project_id: string;
    application_id: string | null;
    kind: TaskKind;
    nso_id: string;
    school_id: string | null;
    status: TaskStatus;
    outcome: string | null;
    opened_at: Timestamp;
    due_at: Timestamp;
    due_why: Json;
    rungs: Json;
    next_rung: string | null;
    next_rung_at: Timestamp | null;
    reminded_at: Timestamp | null;
    escalated_at: Timestamp | null;
    closed_at: Timestamp | null;
    opened_by: string;
    cause: string;
  };
  task_assignments: { task_id: string; assignee_id: string; assigned_at: GeneratedTimestamp };
  decisions: {
    decision_id: string;
    project_id: string;
    application_id: string | null;
    task_id: string;
    kind: TaskKind;
    outcome: DecisionOutcome;
    decided_by: string;
    decided_at: Timestamp;
    content: Json;
    conclusion: Json | null;
    cause: string;
  };
  labels: {
    label_id: string;
    application_id: string;
    project_id: string;
    teacher_id: string;
    period_id: string;
    awarded_at: Timestamp;
    awards_eligible: boolean;
    cause: string;
  };
  steps: { subject_id: string; cause: string; project_id: string; answer: Json; recorded_at: GeneratedTimestamp };
  journal: {
    project_id: string;
    seq: number;
    cause: string;
    subject_kind: SubjectKind;
    subject_id: string;
    element: string;
    event: string;
    actor_id: string | null;
    on_behalf_of: string | null;
    status_before: string | null;
    status_after: string | null;
    rules: Json;
    detail: Json;
    occurred_at: Timestamp;
    recorded_at: Timestamp;
    previous_hash: Buffer | null;
    hash: Buffer;
  };
  label_looks: { application_id: string; period_id: string; sought: LabelSought; asked_at: GeneratedTimestamp };
  evaluation_periods: {
    nso_id: string;
    period_id: string;
    status: PeriodStatus;
    timer: string | null;
    timer_at: Timestamp | null;
    digest_at: Timestamp | null;
    escalated_at: Timestamp | null;
    last_evaluator_id: string | null;
    seq: Generated<number>;
    cause: string;
    updated_at: Timestamp;
  };
  period_steps: {
    nso_id: string;
    period_id: string;
    cause: string;
    seq: number;
    answer: Json;
    recorded_at: Timestamp;
  };
  period_results: {
    nso_id: string;
    period_id: string;
    received: number;
    awarded: number;
    refused: number;
    published_at: Timestamp;
    cause: string;
  };
  task_allocations: { task_id: string; evaluator_id: string; allocated_at: Timestamp; cause: string };
  outbox: {
    mail_id: string;
    mail_key: string;
    /** Null for the mails of an evaluation period, which are about an NSO and a period. */
    project_id: string | null;
    nso_id: string | null;
    period_id: string | null;
    application_id: string | null;
    task_id: string | null;
    template: string;
    recipient_id: string;
    facts: Json;
    not_before: Timestamp;
    status: Generated<'planned' | 'sending' | 'sent' | 'failed' | 'dropped'>;
    attempts: Generated<number>;
    last_error: string | null;
    planned_at: GeneratedTimestamp;
    sending_at: Timestamp | null;
    sent_at: Timestamp | null;
    cause: string;
  };
  web_sessions: {
    session_digest: Buffer;
    user_id: string;
    form_token: string;
    created_at: GeneratedTimestamp;
    last_seen_at: GeneratedTimestamp;
    expires_at: Timestamp;
  };
}
