// What a teacher applied with on paper comes in on the way of everybody, too: a draft of the teacher's, and its submission.
import { v7 as uuidv7 } from 'uuid';
import { judgeApplication } from '../../domain/application-deadline.js';
import { decideLabelApplication, type LabelApplicationRow } from '../../domain/import/label-application.js';
import type { OnPaper } from '../../domain/import/on-paper.js';
import { type RowDecision, refuse } from '../../domain/import/row.js';
import type { LabelContent } from '../../domain/label-content.js';
import { startOfLocalDay } from '../../domain/local-day.js';
import type { Actor } from '../../domain/permissions.js';
import { realTimeAt } from '../../domain/programme-clock.js';
import type { Instant } from '../../domain/vocabulary.js';
import { type ActorTransaction, readAs } from '../../records/actor.js';
import { databaseNow } from '../../records/database-clock.js';
import { insertImportedApplication, memberToImport } from '../../records/imports/label-applications.js';
import { importedProject, teacherByEmail } from '../../records/imports/projects.js';
import { findProject } from '../../records/project-view.js';
import { listPeriods, rulebookContent } from '../../records/rulebooks.js';
import type { Deps } from '../deps.js';
import { issueCommand } from '../issue-command.js';
import { Problem } from '../problem.js';
import { readRulebook } from '../read-rulebook.js';

type Decision = RowDecision<LabelContent>;

/** An application that may be brought in. */
interface Ready {
  projectId: string;
  teacherId: string;
  /** Of one whose import did not come to its end. */
  draftId: string | null;
  importedAs: string;
  paper: OnPaper;
}

/** Brings in what a teacher applied with on paper; sent again, the row finds the application. */
export async function importLabelApplication(
  deps: Deps,
  actor: Actor,
  row: LabelApplicationRow,
  preview: boolean,
): Promise<Decision> {
  const { decision, ready } = await readAs(deps.records, actor, (tx) => prepare(deps, tx, actor, row));
  if (preview || !ready || decision.outcome !== 'create') return decision;
  try {
    const isApplied = await apply(deps, actor, ready, decision.write);
    return isApplied ? decision : { outcome: 'refused', refusals: [refuse('project', 'importUnfinished')] };
  } catch (error) {
    if (error instanceof Problem) return { outcome: 'refused', refusals: [refuse('teacher', refusalOf(error))] };
    throw error;
  }
}

function refusalOf({ code }: Problem) {
  if (code === 'labelSlotsFull') return code;
  return code === 'alreadyApplied' ? 'applicationBegun' : 'importUnfinished';
}

async function prepare(
  deps: Deps,
  tx: ActorTransaction,
  actor: Actor,
  row: LabelApplicationRow,
): Promise<{ decision: Decision; ready: Ready | null }> {
  const importedAs = `${row.nso}/${row.project}`;
  const [imported, teacherId, now] = await Promise.all([
    importedProject(tx, importedAs),
    teacherByEmail(tx, row.teacher),
    databaseNow(tx),
  ]);
  const project = imported && (await findProject(tx, imported.projectId));
  const rulebookId = project?.rulebookId ?? (await readRulebook(deps, actor)).rulebookId;
  const { label, timeZone, programmeClock } = await rulebookContent(tx, rulebookId);
  const member = project && teacherId ? await memberToImport(tx, { projectId: project.projectId, teacherId }) : null;
  const receivedAt = realTimeAt(programmeClock, startOfLocalDay(row.receivedOn, timeZone));
  const decision = decideLabelApplication(actor, row, {
    project,
    teacherId,
    member,
    status: member?.status ?? null,
    isLater: receivedAt > now,
    label,
  });
  if (!project || !teacherId) return { decision, ready: null };
  const { projectId } = project;
  const paper = await paperOf(tx, rulebookId, receivedAt, now);
  const draftId = member?.draftId ?? null;
  return { decision, ready: { projectId, teacherId, draftId, importedAs: `${importedAs}/${teacherId}`, paper } };
}

/** The teacher is told of an application that can still be changed, not of one whose deadline lies behind. */
async function paperOf(tx: ActorTransaction, rulebookId: string, receivedAt: Instant, now: Instant): Promise<OnPaper> {
  const judged = judgeApplication({ receivedAt, periods: await listPeriods(tx, rulebookId) });
  const quiet = judged.kind === 'inTime' && judged.closesAt !== null && judged.closesAt <= now;
  return { decidedOn: null, decidedBy: null, quiet, receivedAt };
}

/** The draft and its submission are taken in together. @returns whether it was received */
async function apply(deps: Deps, actor: Actor, ready: Ready, content: LabelContent): Promise<boolean> {
  const { projectId, teacherId, draftId, importedAs, paper } = ready;
  const applicationId = draftId ?? uuidv7();
  const key = `import/${uuidv7()}/apply`;
  const request = { key, kind: 'applyForLabel', target: applicationId, body: null } as const;
  const result = await issueCommand(deps, actor, request, async (tx) => {
    const draft = { applicationId, projectId, teacherId, importedAs, content };
    if (!draftId && !(await insertImportedApplication(tx, draft))) throw new Problem('alreadyApplied', 'R-3.1.1');
    const taken = { ...content, import: paper };
    return { subject: 'label', projectId, subjectId: applicationId, applicantId: teacherId, content: taken };
  });
  return result.kind === 'applied';
}
