import { type RawBuilder, sql } from 'kysely';
import type { Consequence } from '../../domain/consequence.js';
import type { ProjectContent } from '../../domain/project-content.js';
import type { Setting } from './carry-out.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

/** The project's row begins with what was submitted; later consequences of the same step complete it. */
export function openProject({ plan, step, cause, loaded }: Setting): void {
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
  addVersion({ plan, step, cause, loaded }, sql<number>`1`, content);
}

/** The project as it was resubmitted, and its members as they are named there. Who is no longer named has left. */
export function reviseProject(setting: Setting, { members }: Of<'reviseProject'>): void {
  const { plan, step, loaded } = setting;
  const { content, category } = (loaded.intake?.content ?? {}) as { content: ProjectContent; category: string };
  const next = sql<number>`(select p.current_version + 1 from projects p where p.project_id = ${step.projectId}::uuid)`;
  Object.assign(plan.project, {
    title: content.title,
    language: content.language,
    category,
    content: JSON.stringify(content),
    current_version: sql`projects.current_version + 1`,
  });
  addVersion(setting, next, content);
  const named = members.map(({ teacherId }) => teacherId);
  plan.add((db) =>
    db
      .updateTable('project_members')
      .set({ left_at: loaded.now })
      .where('project_id', '=', step.projectId)
      .where('teacher_id', 'not in', named)
      .where('left_at', 'is', null),
  );
  plan.add((db) =>
    db
      .insertInto('project_members')
      .values(
        members.map((member) => ({
          project_id: step.projectId,
          teacher_id: member.teacherId,
          school_id: member.schoolId,
          role: member.role,
          role_text: member.roleText,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['project_id', 'teacher_id']).doUpdateSet((row) => ({
          school_id: row.ref('excluded.school_id'),
          role: row.ref('excluded.role'),
          role_text: row.ref('excluded.role_text'),
          left_at: null,
        })),
      ),
  );
}

function addVersion({ plan, step, cause, loaded }: Setting, version: RawBuilder<number>, content: unknown): void {
  const { intake } = loaded;
  if (!intake) throw new Error('a version comes by a command only');
  plan.add((db) =>
    db.insertInto('project_versions').values({
      project_id: step.projectId,
      version,
      content: JSON.stringify(content),
      submitted_by: intake.actorId,
      submitted_at: intake.command.receivedAt,
      cause,
    }),
  );
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
