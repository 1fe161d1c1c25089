// What a mail about an evaluation period may speak of, read when it is sent.
import { sql } from 'kysely';
import type { PeriodMailTemplate } from '../../domain/period-mails.js';
import type { AnswerValues } from '../../domain/step.js';
import type { Instant, Language } from '../../domain/vocabulary.js';
import type { Records } from '../database.js';

export interface PlannedPeriodMail {
  mailKey: string;
  template: PeriodMailTemplate;
  facts: AnswerValues;
  plannedAt: Instant;
  nsoId: string;
  periodId: string;
  rulebookId: string;
  recipient: { name: string; address: string; language: Language; nsoId: string; disabled: boolean };
  /** Whether the recipient still evaluates for the NSO, or administers it. */
  forRecipient: boolean;
}

/** Everything about one mail in one statement; null when there is no such mail, or it is about a project. */
export async function readPlannedPeriodMail(records: Records, mailId: string): Promise<PlannedPeriodMail | null> {
  const { rows } = await sql<PlannedPeriodMail>`
    select o.mail_key as "mailKey", o.template, o.facts, iso(o.planned_at) as "plannedAt", o.nso_id as "nsoId",
      o.period_id as "periodId", e.rulebook_id as "rulebookId",
      json_build_object('name', u.display_name, 'address', u.email, 'language', u.language, 'nsoId', o.nso_id,
        'disabled', u.disabled_at is not null) as recipient,
      exists (select from user_roles g where g.user_id = o.recipient_id and g.nso_id = o.nso_id
        and g.role in ('evaluator', 'nsoAdministrator')) as "forRecipient"
    from outbox o join periods e using (period_id) join users u on u.user_id = o.recipient_id
    where o.mail_id = ${mailId}
  `.execute(records);
  return rows[0] ?? null;
}
