import { sql } from 'kysely';
import type { MailConsequence } from '../../domain/consequence.js';
import type { Setting } from './carry-out.js';

/**
 * Plans the mails of a step: one row per recipient, each under a key made of its cause, so that a cause mails nobody twice
 * about the same thing. Two teachers for whom one council decides are two things.
 * Whoever takes part in the project, or heads a school that does, is never written to as an evaluator of it.
 */
export function planMails({ plan, step, cause, loaded }: Setting, mails: readonly MailConsequence[]): void {
  if (mails.length === 0) return;
  const rows = mails.map(({ template, audience, taskId, facts }) => ({ template, taskId, facts, ...audience }));
  const applicationId = step.subject === 'label' ? step.subjectId : null;
  const planned = sql`(
    insert into outbox (mail_id, mail_key, project_id, application_id, task_id, template, recipient_id, facts, not_before, cause)
    select gen_random_uuid(), concat_ws('/', ${step.subjectId}::text, ${cause}::text, m.template, m."taskId", r.user_id, m.facts->>'teacherId'),
      ${step.projectId}::uuid, ${applicationId}::uuid, m."taskId", m.template, r.user_id, m.facts, ${loaded.now}::timestamptz, ${cause}::text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (
        template text, "taskId" uuid, facts jsonb, "to" text, "schoolIds" uuid[], "nsoId" text, "userIds" uuid[])
      cross join lateral (
        select g.user_id from user_roles g
          where m."to" = 'heads' and g.role = 'head' and g.school_id = any (m."schoolIds")
        union
        select g.user_id from user_roles g
          where m."to" = 'nsoAdministrators' and g.role = 'nsoAdministrator' and g.nso_id = m."nsoId"
        union
        select g.user_id from user_roles g
          where m."to" = 'evaluators' and g.role = 'evaluator' and g.nso_id = m."nsoId"
            and not exists (select 1 from project_members p left join teachers t on t.teacher_id = p.teacher_id
              where p.project_id = ${step.projectId}::uuid and (t.user_id = g.user_id or exists (
                select 1 from user_roles h where h.user_id = g.user_id and h.role = 'head' and h.school_id = p.school_id)))
        union
        select g.user_id from user_roles g
          where m."to" = 'evaluators' and g.role = 'cssOfficer' and not nso_has_evaluators(m."nsoId")
        union
        select t.user_id from project_members f join teachers t using (teacher_id)
          where m."to" = 'founders' and f.project_id = ${step.projectId}::uuid and f.role = 'founder' and f.left_at is null
        union
        select u from unnest(m."userIds") u where m."to" = 'users'
      ) r join users w on w.user_id = r.user_id and w.disabled_at is null
    on conflict on constraint outbox_key do nothing
  )`;
  plan.add(() => planned);
}
