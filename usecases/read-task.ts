import { type Actor, isParty, mayWorkOnTask, type Verdict } from '../domain/permissions.js';
import type { LabelRules } from '../domain/rulebook/label.js';
import { checkSubmission, type SubmissionCheck } from '../domain/submission-check.js';
import type { Instant } from '../domain/vocabulary.js';
import type { WorkingDaysCount } from '../domain/working-calendar.js';
import { readAs } from '../records/actor.js';
import { type EvaluatedApplication, findFrozenVersion } from '../records/label-applications.js';
import { taskWithParties } from '../records/memberships.js';
import { findProject, type StoredProject } from '../records/project-view.js';
import { rulebookContent } from '../records/rulebooks.js';
import { submissionFacts } from '../records/submission-facts.js';
import { findTaskDetails, type TaskDecision } from '../records/task-details.js';
import { findTaskSummary, type TaskSummary } from '../records/task-summary.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';

export interface TaskView extends TaskSummary {
  rulebookId: string;
  /** Why it is due then: which days were counted and which not. */
  dueWhy: WorkingDaysCount;
  rungs: { rung: string; kind: 'reminder' | 'escalation'; at: Instant }[];
  project: StoredProject;
  /** Of what the applicant was warned, and the evaluator should know. */
  warnings: SubmissionCheck['warnings'];
  /** For an evaluation: the version that was frozen at the deadline, and by what it is scored. */
  evaluated: EvaluatedApplication | null;
  labelRules: LabelRules | null;
  decision: TaskDecision | null;
  /** Whether anybody decides for the NSO here; the CSS records what the others decided. */
  nsoHasEvaluators: boolean;
  /** Whether the actor may claim and decide it; the task's status is another matter. */
  mayWork: Verdict;
}

/**
 * A task with all that is needed to decide it. Parties to the project do not see an NSO's work on it.
 * @throws Problem notFound
 */
export async function readTask(deps: Deps, actor: Actor, taskId: string): Promise<TaskView> {
  return readAs(deps.records, actor, async (tx) => {
    const [summary, details, parties] = await Promise.all([
      findTaskSummary(tx, taskId),
      findTaskDetails(tx, taskId),
      taskWithParties(tx, taskId),
    ]);
    // A revision is its founders' own work, on the project's page.
    if (!summary || !details || !parties || parties.kind === 'revision') throw new Problem('notFound');
    if (parties.kind !== 'councilApproval' && isParty(actor, parties)) throw new Problem('notFound');

    const project = await findProject(tx, summary.projectId);
    if (!project) throw new Problem('notFound');
    const rulebook = await rulebookContent(tx, project.rulebookId);
    const submitter = project.content.founders[0].teacherId;
    const facts = await submissionFacts(tx, project.content, submitter, project.rulebookId);
    const { application } = summary;
    return {
      ...summary,
      ...details,
      rulebookId: project.rulebookId,
      project,
      warnings: checkSubmission(rulebook, project.content, facts).warnings,
      evaluated: application ? await findFrozenVersion(tx, application.applicationId) : null,
      labelRules: application ? rulebook.label : null,
      nsoHasEvaluators: parties.nsoHasEvaluators,
      mayWork: mayWorkOnTask(actor, parties),
    };
  });
}
