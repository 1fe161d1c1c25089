// The tables of what the programme lays down, and of what teachers declare under it.
import type { ColumnType, Generated } from 'kysely';
import type { PublicationKind, PublicationStatus } from '../domain/publication.js';
import type { PeriodRules } from '../domain/rulebook/periods.js';
import type { GeneratedTimestamp, Json, Timestamp } from './columns.js';

export interface RulebookTables {
  rulebooks: {
    rulebook_id: string;
    source_id: string;
    kind: 'programme' | 'rehearsal';
    content: Json;
    published_at: GeneratedTimestamp;
    published_by: string | null;
  };
  periods: {
    period_id: string;
    rulebook_id: string;
    position: number;
    opens_at: Timestamp;
    closes_at: Timestamp | null;
    evaluation_opens_at: Timestamp | null;
    evaluation_closes_at: Timestamp | null;
    /** Null where the rulebook's own content says what the period is called. */
    rules: ColumnType<PeriodRules | null, string | undefined, string>;
  };
  publications: {
    publication_id: string;
    kind: PublicationKind;
    rulebook_id: string;
    content: Json;
    status: Generated<PublicationStatus>;
    proposed_by: string;
    proposed_at: GeneratedTimestamp;
    closed_by: Generated<string | null>;
    closed_at: ColumnType<Date | null, never, Date | string>;
  };
  catalogues: { source_id: string; content: Json; updated_at: GeneratedTimestamp };
  registrations: {
    teacher_id: string;
    signed_in_at: Timestamp;
    conduct_accepted_at: ColumnType<Date | null, Date | string | undefined, Date | string>;
    looks_for_partners: Generated<boolean>;
    topics: Generated<string[]>;
  };
}
