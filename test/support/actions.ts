// What people do in a test, through the use cases: each step with a key of its own.
import { randomUUID } from 'node:crypto';
import type { LabelContent } from '../../domain/label-content.js';
import type { ProjectContent } from '../../domain/project-content.js';
import type { TaskKind } from '../../domain/vocabulary.js';
import { applyForLabel } from '../../usecases/apply-for-label.js';
import type { CommandResult } from '../../usecases/command-result.js';
import { completeProject } from '../../usecases/complete-project.js';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { decideTask } from '../../usecases/decide-task.js';
import { editLabelApplication } from '../../usecases/edit-label-application.js';
import { versionOf } from '../../usecases/label-application-view.js';
import { readLabelApplication } from '../../usecases/read-label-application.js';
import { resubmitProject } from '../../usecases/resubmit-project.js';
import { submitProject } from '../../usecases/submit-project.js';
import { withdrawProject } from '../../usecases/withdraw-project.js';
import { APPROVE, application, COUNCIL_APPROVES } from './contents.js';
import type { Lifecycle } from './lifecycle.js';
import { europeanProject, type PersonName } from './programme.js';
import { until } from './until.js';

export interface ProjectWishes {
  content?: ProjectContent;
  rulebookId?: string;
  by?: PersonName;
}

export type Actions = ReturnType<typeof actionsOf>;

/** The people of a lifecycle, ready to act. */
export function actionsOf(life: Lifecycle) {
  const { deps, people, owner } = life;
  const actor = (person: PersonName) => people[person].actor;

  async function draft({ content, rulebookId, by = 'greekFounder' }: ProjectWishes = {}): Promise<string> {
    const wanted = { content: content ?? europeanProject(life), rulebookId: rulebookId ?? life.rulebookId };
    return (await createProjectDraft(deps, actor(by), wanted)).projectId;
  }

  /** @returns the project's id, once it is submitted. */
  async function submit(wishes: ProjectWishes = {}): Promise<string> {
    const projectId = await draft(wishes);
    await submitProject(deps, actor(wishes.by ?? 'greekFounder'), randomUUID(), projectId);
    return projectId;
  }

  /** The newest task of a kind, open or closed, once there is one. */
  function task(projectId: string, kind: TaskKind, place: { nsoId?: string; schoolId?: string } = {}) {
    return until(`a task ${kind}`, () => {
      let tasks = owner.selectFrom('tasks').selectAll().where('project_id', '=', projectId).where('kind', '=', kind);
      if (place.nsoId) tasks = tasks.where('nso_id', '=', place.nsoId);
      if (place.schoolId) tasks = tasks.where('school_id', '=', place.schoolId);
      return tasks.orderBy('opened_at', 'desc').executeTakeFirst();
    });
  }

  const tasks = (projectId: string) =>
    owner.selectFrom('tasks').selectAll().where('project_id', '=', projectId).orderBy('task_id').execute();

  const decide = (person: PersonName, taskId: string, decision: unknown, key: string = randomUUID()) =>
    decideTask(deps, actor(person), key, taskId, decision);

  /** Decides the task of a kind at an NSO. */
  async function answer(person: PersonName, projectId: string, kind: TaskKind, nsoId: string, decision: unknown) {
    return decide(person, (await task(projectId, kind, { nsoId })).task_id, decision);
  }

  /** A European project up to the NSOs, its council having approved. */
  async function reachNsos(wishes: ProjectWishes = {}): Promise<string> {
    const projectId = await submit(wishes);
    await answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_APPROVES);
    return projectId;
  }

  /** A European project that both NSOs have approved. */
  async function activate(wishes: ProjectWishes = {}): Promise<string> {
    const projectId = await reachNsos(wishes);
    await answer('greekEvaluator', projectId, 'nsoApproval', 'GR', APPROVE);
    await answer('frenchEvaluator', projectId, 'nsoApproval', 'FR', APPROVE);
    return projectId;
  }

  async function complete(wishes: ProjectWishes = {}): Promise<string> {
    const projectId = await activate(wishes);
    await completeProject(deps, actor('greekFounder'), randomUUID(), projectId, { summary: 'All went well.' });
    return projectId;
  }

  const labelDraft = async (person: PersonName, projectId: string, content: LabelContent = application()) =>
    (await createLabelDraft(deps, actor(person), projectId, content)).applicationId;

  const applyFor = (person: PersonName, applicationId: string, key: string = randomUUID()) =>
    applyForLabel(deps, actor(person), key, applicationId);

  /** Drafts and submits. */
  async function apply(
    person: PersonName,
    projectId: string,
  ): Promise<{ applicationId: string; result: CommandResult }> {
    const applicationId = await labelDraft(person, projectId);
    return { applicationId, result: await applyFor(person, applicationId) };
  }

  /** From the version that is there. */
  async function edit(person: PersonName, applicationId: string, text: string, key: string = randomUUID()) {
    const version = versionOf(await readLabelApplication(deps, actor(person), applicationId));
    return editLabelApplication(deps, actor(person), key, applicationId, { content: application(text), version });
  }

  const withdraw = (person: PersonName, projectId: string) =>
    withdrawProject(deps, actor(person), randomUUID(), projectId, { reason: 'The partner school has closed.' });

  /** Resubmits what was submitted first, with changes, from the version that is there. */
  async function resubmit(person: PersonName, projectId: string, changes: Partial<ProjectContent>) {
    const row = owner.selectFrom('projects').select('current_version').where('project_id', '=', projectId);
    const { current_version: number } = await row.executeTakeFirstOrThrow();
    const content = { ...europeanProject(life), ...changes };
    const version = { stage: 'submitted', number } as const;
    return resubmitProject(deps, actor(person), randomUUID(), projectId, { content, version });
  }

  const labelRow = (applicationId: string) =>
    owner
      .selectFrom('label_applications')
      .selectAll()
      .where('application_id', '=', applicationId)
      .executeTakeFirstOrThrow();

  /** The application's row, once it has that status. */
  const labelWith = (applicationId: string, status: string) =>
    until(`the application is ${status}`, async () => {
      const row = await labelRow(applicationId);
      return row.status === status && row;
    });

  /** The application's row, once its last version is frozen. */
  const frozen = (applicationId: string) =>
    until('the application is frozen', async () => {
      const row = await labelRow(applicationId);
      return row.frozen_version !== null && row;
    });

  return {
    draft,
    submit,
    resubmit,
    task,
    tasks,
    decide,
    answer,
    reachNsos,
    activate,
    complete,
    labelDraft,
    applyFor,
    apply,
    edit,
    withdraw,
    labelRow,
    labelWith,
    frozen,
  };
}
