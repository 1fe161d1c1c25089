import type { Consequence } from '../../domain/consequence.js';
import type { Setting } from './carry-out.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

/** The project's row begins with what was submitted; later consequences of the same step complete it. */
export function openProject({ plan, step, loaded }: Setting): void {
  const { intake, facts, rulebookId } = loaded;
  if (!intake) throw new Error('a project opens by a command only');
  if (facts.facts.members.length === 0) throw new Error('a project without members');
  const { content, category } = intake.content as { content: { title: string; language: string }; category: string };
  Object.assign(plan.project, {
    project_id: step.projectId,
    rulebook_id: rulebookId,
    title: content.title,
    language: content.language,
    category,
    content: JSON.stringify(content),
    submitted_by: intake.actorId,
    submitted_at: intake.command.receivedAt,
  });
  plan.add((db) => db.updateTable('drafts').set({ submitted_at: loaded.now }).where('draft_id', '=', step.projectId));
}

export function setProjectStatus({ plan, loaded }: Setting, { to, summary }: Of<'setProjectStatus'>): void {
  const at = loaded.intake?.command.receivedAt ?? loaded.now;
  Object.assign(plan.project, {
    status: to,
    ...(to === 'active' && { activated_at: at }),
    ...(to === 'completed' && { completed_at: at, completion_summary: summary ?? null }),
  });
}

export function showToNso({ plan, step }: Setting, nsoId: string): void {
  plan.add((db) =>
    db
      .insertInto('project_nsos')
      .values({ project_id: step.projectId, nso_id: nsoId })
      .onConflict((conflict) => conflict.doNothing()),
  );
}
