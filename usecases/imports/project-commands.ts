// The commands of a project that is brought in: those of everybody, in the name of whoever imports.
import { v7 as uuidv7 } from 'uuid';
import type { OnPaper } from '../../domain/import/on-paper.js';
import { type AskedBody, opensStage, type ProjectPlan } from '../../domain/import/project.js';
import type { ProjectRow } from '../../domain/import/project-columns.js';
import type { Actor } from '../../domain/permissions.js';
import type { ProjectContent } from '../../domain/project-content.js';
import { insertProjectDraft } from '../../records/drafts.js';
import type { Deps } from '../deps.js';
import { issueCommand } from '../issue-command.js';

/** A row that may be brought in, with what it becomes. */
export interface ReadyProject {
  row: ProjectRow;
  plan: ProjectPlan;
  content: ProjectContent;
  category: string | null;
  rulebookId: string;
  importedAs: string;
}

/** The draft and its submission are taken in together: no draft is ever left behind half-way. */
export async function submitImported(deps: Deps, actor: Actor, ready: ReadyProject): Promise<boolean> {
  const { row, plan, content, category, rulebookId, importedAs } = ready;
  const projectId = uuidv7();
  const paper: OnPaper = { decidedOn: null, decidedBy: null, quiet: !opensStage(row.stage, plan.bodies, 'submission') };
  const request = { key: `import/${projectId}/submit`, kind: 'submit', target: projectId, body: null } as const;
  const result = await issueCommand(deps, actor, request, async (tx) => {
    await insertProjectDraft(tx, { projectId, ownerId: actor.userId, rulebookId, content, importedAs });
    return { subject: 'project', projectId, subjectId: projectId, content: { content, category, import: paper } };
  });
  return result.kind === 'applied';
}

/** What a council or an NSO decided on paper, entered for it. @returns whether it was carried out */
export async function decideImported(
  deps: Deps,
  actor: Actor,
  { row, plan }: ReadyProject,
  projectId: string,
  taskId: string,
  body: AskedBody,
): Promise<boolean> {
  const { decision } = body;
  if (!decision) return false;
  const { outcome, decidedOn, decidedBy, actNumber } = decision;
  const paper: OnPaper = { decidedOn, decidedBy, quiet: !opensStage(row.stage, plan.bodies, body) };
  const council = { sessionOn: decidedOn, actNumber, specialSession: true };
  const content = { outcome, ...(body.kind === 'councilApproval' ? council : {}), import: paper };
  const request = { key: `import/${taskId}`, kind: 'decide', target: taskId, body: content } as const;
  const result = await issueCommand(deps, actor, request, async () => {
    return { subject: 'project', projectId, subjectId: projectId, taskId, outcome, content };
  });
  return result.kind === 'applied';
}

/** A project that was completed on paper. @returns whether it was carried out */
export async function completeImported(deps: Deps, actor: Actor, row: ProjectRow, projectId: string): Promise<boolean> {
  const paper: OnPaper = { decidedOn: row.completedOn ?? null, decidedBy: null, quiet: true };
  const content = { summary: row.summary, import: paper };
  const request = { key: `import/${projectId}/complete`, kind: 'complete', target: projectId, body: content } as const;
  const result = await issueCommand(deps, actor, request, async () => {
    return { subject: 'project', projectId, subjectId: projectId, content };
  });
  return result.kind === 'applied';
}
