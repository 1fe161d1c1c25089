import { DECISION_SCHEMAS, type EvaluationContent } from '../domain/decision-content.js';
import { malformedScores } from '../domain/label-outcome.js';
import { type Actor, mayWorkOnTask, recordsOnBehalf } from '../domain/permissions.js';
import type { LabelRules } from '../domain/rulebook/label.js';
import type { DecisionOutcome } from '../domain/vocabulary.js';
import { taskWithParties } from '../records/memberships.js';
import { rulebookContent } from '../records/rulebooks.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { fieldProblems } from './field-problems.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';

/**
 * Decides a task: a council's or an NSO's answer, or an evaluator's scores. The task's kind says which of the schemas
 * holds; whoever decides an unclaimed task thereby claims it.
 * @throws Problem `alreadyDecided` with the first decision's outcome and time, when there was one
 */
export function decideTask(
  deps: Deps,
  actor: Actor,
  key: string,
  taskId: string,
  decision: unknown,
): Promise<CommandResult> {
  return issueCommand(deps, actor, { key, kind: 'decide', target: taskId, body: decision }, async (tx) => {
    const task = await taskWithParties(tx, taskId);
    if (!task) throw new Problem('notFound');
    demand(mayWorkOnTask(actor, task));

    if (task.kind === 'revision') throw new Problem('notFound');
    const parsed = DECISION_SCHEMAS[task.kind].safeParse(decision, { reportInput: true });
    if (!parsed.success) throw new Problem('invalid', null, {}, fieldProblems(parsed.error));
    const content = parsed.data;
    if (task.kind === 'labelEvaluation') {
      checkScores((await rulebookContent(tx, task.rulebookId)).label, content as EvaluationContent);
    }
    const onBehalfOf = recordsOnBehalf(actor, task) ? task.nsoId : null;
    if (onBehalfOf !== null && !('document' in content && content.document)) throw missingDocument();
    return {
      subject: task.applicationId ? 'label' : 'project',
      projectId: task.projectId,
      subjectId: task.applicationId ?? task.projectId,
      applicantId: task.applicantId,
      taskId,
      ...('outcome' in content && { outcome: content.outcome as DecisionOutcome }),
      content: onBehalfOf === null ? content : { ...content, onBehalfOf },
    };
  });
}

/** Whoever records another body's decision names the document that holds it. */
function missingDocument(): Problem {
  return new Problem('invalid', 'R-1.4.f', {}, [{ field: 'document', code: 'required', rule: 'R-1.4.f', values: {} }]);
}

function checkScores(label: LabelRules, evaluation: EvaluationContent): void {
  const fields = malformedScores(label, evaluation).map(({ code, field, id, range }) => ({
    field: `${field}.${id}`,
    code,
    rule: 'R-3.1.0',
    values: { id, minimum: range?.minimum ?? null, maximum: range?.maximum ?? null },
  }));
  if (fields.length > 0) throw new Problem('evaluationIncomplete', 'R-3.1.0', {}, fields);
}
