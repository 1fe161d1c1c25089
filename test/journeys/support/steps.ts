// What people do in a journey, over HTTP. Every command has one key, under which it is sent again until it is answered.
import { randomUUID } from 'node:crypto';
import type { ProjectContent } from '../../../domain/project-content.js';
import type { TaskKind } from '../../../domain/vocabulary.js';
import { APPROVE, COUNCIL_APPROVES } from '../../support/contents.js';
import { europeanProject, type PersonName } from '../../support/programme.js';
import type { Journey } from './journey.js';
import { until } from './until.js';

/** Drafts and submits a project. @returns its id. */
export async function submit(journey: Journey, change: Partial<ProjectContent> = {}): Promise<string> {
  const content = { ...europeanProject(journey), ...change };
  const drafted = await send(journey, 'greekFounder', 'POST', '/api/projects', {
    content,
    rulebookId: journey.rulebookId,
  });
  const { projectId } = drafted;
  await send(journey, 'greekFounder', 'POST', `/api/projects/${projectId}/submit`, {});
  return projectId;
}

/** The id of the task of a kind at an NSO, once there is one. */
export async function taskId(journey: Journey, projectId: string, kind: TaskKind, nsoId: string): Promise<string> {
  const task = await until(`a task ${kind} ${nsoId}`, () =>
    journey.owner
      .selectFrom('tasks')
      .select('task_id')
      .where('project_id', '=', projectId)
      .where('kind', '=', kind)
      .where('nso_id', '=', nsoId)
      .executeTakeFirst(),
  );
  return task.task_id;
}

/** Decides a task. @returns the answer's body @throws when the answer is not 200 */
export async function decide(journey: Journey, person: PersonName, task: string, decision: unknown, key?: string) {
  return send(journey, person, 'POST', `/api/tasks/${task}/decide`, decision, key);
}

/** Takes a submitted project to `active`: its council and both NSOs approve. */
export async function approveAll(journey: Journey, projectId: string, keys = oneKeyEach): Promise<void> {
  await decide(journey, 'athensHead', await taskId(journey, projectId, 'councilApproval', 'GR'), COUNCIL_APPROVES);
  const approve = async (person: PersonName, nsoId: string) => {
    const task = await taskId(journey, projectId, 'nsoApproval', nsoId);
    await Promise.all(keys().map((key) => decide(journey, person, task, APPROVE, key)));
  };
  await Promise.all([approve('greekEvaluator', 'GR'), approve('frenchEvaluator', 'FR')]);
}

/** For `approveAll`: a person whose browser sends everything twice at the same time. */
export function sameKeyTwice(): string[] {
  const key = randomUUID();
  return [key, key];
}

function oneKeyEach(): string[] {
  return [randomUUID()];
}

/** Sends and expects a yes. @returns the answer's body @throws when the answer is no 2xx */
export async function send(...[journey, ...request]: [Journey, ...Parameters<Journey['send']>]) {
  const { status, body } = await journey.send(...request);
  if (status >= 300) throw new Error(`${request.slice(0, 3).join(' ')}: ${status} ${JSON.stringify(body)}`);
  return body;
}
