import type { Lifecycle } from './lifecycle.js';

/** The mails that were planned for a project, as `template → person`, in alphabetical order. */
export async function plannedMails(life: Lifecycle, projectId: string): Promise<string[]> {
  const rows = await life.owner
    .selectFrom('outbox')
    .innerJoin('users', 'users.user_id', 'outbox.recipient_id')
    .select(['template', 'display_name'])
    .where('project_id', '=', projectId)
    .execute();
  return rows.map((row) => `${row.template} → ${row.display_name}`).sort();
}

/** What an action made planned: those that were not there before it. */
export async function mailsOf(life: Lifecycle, projectId: string, act: () => Promise<unknown>): Promise<string[]> {
  const before = await plannedMails(life, projectId);
  await act();
  const after = await plannedMails(life, projectId);
  for (const mail of before) after.splice(after.indexOf(mail), 1);
  return after;
}
