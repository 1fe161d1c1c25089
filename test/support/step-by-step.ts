// The lifecycle without Temporal: commands are taken in and decided one by one, as a workflow would have them decided.
import type { Command, LabelState, ProjectState, RecordedStep, Step } from '../../domain/step.js';
import type { DecisionOutcome, TaskKind } from '../../domain/vocabulary.js';
import type { TakenIn } from '../../records/intake.js';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { application, COUNCIL_APPROVES } from './contents.js';
import type { Lifecycle } from './lifecycle.js';
import { europeanProject, type PersonName } from './programme.js';
import { receive } from './receipts.js';

export type Steps = ReturnType<typeof stepsOf>;

/** @param life a lifecycle that no worker serves */
export function stepsOf(life: Lifecycle) {
  const { deps, people, owner, activities } = life;
  const actor = (person: PersonName) => people[person].actor;

  const projectStep = (projectId: string, command: Command): Promise<RecordedStep<ProjectState | null>> =>
    activities.recordProjectStep(stepOf('project', projectId, projectId, command));
  const labelStep = (
    projectId: string,
    applicationId: string,
    command: Command,
  ): Promise<RecordedStep<LabelState | null>> =>
    activities.recordLabelStep(stepOf('label', projectId, applicationId, command));

  /** Takes a decision in, and has no step decide it. */
  async function receiveDecision(
    person: PersonName,
    projectId: string,
    taskId: string,
    outcome: DecisionOutcome,
  ): Promise<TakenIn> {
    const content = { ...COUNCIL_APPROVES, outcome };
    return receive(life, actor(person), { kind: 'decide', subject: 'project', projectId, taskId, outcome, content });
  }

  const openTask = async (projectId: string, kind: TaskKind, nsoId: string): Promise<string> => {
    const tasks = owner.selectFrom('tasks').select('task_id').where('project_id', '=', projectId);
    const open = tasks.where('kind', '=', kind).where('nso_id', '=', nsoId).where('status', '=', 'open');
    return (await open.executeTakeFirstOrThrow()).task_id;
  };

  async function approve(person: PersonName, projectId: string, kind: TaskKind, nsoId: string) {
    const taskId = await openTask(projectId, kind, nsoId);
    const { command } = await receiveDecision(person, projectId, taskId, 'approve');
    return projectStep(projectId, command);
  }

  /** @returns the id of a project that was submitted, and the command that did it. */
  async function submit(): Promise<{ projectId: string; command: Command }> {
    const content = europeanProject(life);
    const { projectId } = await createProjectDraft(deps, actor('greekFounder'), {
      content,
      rulebookId: life.rulebookId,
    });
    const submission = { content, category: 'european' };
    const { command } = await receive(life, actor('greekFounder'), {
      kind: 'submit',
      subject: 'project',
      projectId,
      content: submission,
    });
    await projectStep(projectId, command);
    return { projectId, command };
  }

  async function complete(): Promise<string> {
    const { projectId } = await submit();
    await approve('athensHead', projectId, 'councilApproval', 'GR');
    await approve('greekEvaluator', projectId, 'nsoApproval', 'GR');
    await approve('frenchEvaluator', projectId, 'nsoApproval', 'FR');
    const content = { summary: 'All went well.' };
    const { command } = await receive(life, actor('greekFounder'), {
      kind: 'complete',
      subject: 'project',
      projectId,
      content,
    });
    await projectStep(projectId, command);
    return projectId;
  }

  /** Takes in the Greek founder's application, whose step is still to come. */
  async function apply(projectId: string): Promise<{ applicationId: string; command: Command }> {
    const content = application();
    const { applicationId } = await createLabelDraft(deps, actor('greekFounder'), projectId, content);
    const wanted = { kind: 'applyForLabel', subject: 'label', projectId, subjectId: applicationId, content } as const;
    const { command } = await receive(life, actor('greekFounder'), wanted);
    return { applicationId, command };
  }

  return { projectStep, labelStep, receiveDecision, openTask, approve, submit, complete, apply };
}

function stepOf(subject: Step['subject'], projectId: string, subjectId: string, command: Command): Step {
  return { subject, projectId, subjectId, cause: { kind: 'command', command } };
}
