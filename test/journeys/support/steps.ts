// What people do in a journey, over HTTP.
import { randomUUID } from 'node:crypto';
import { europeanProject } from '../../support/programme.js';
import { type Journey, until } from './journey.js';

export const COUNCIL_APPROVAL = {
  outcome: 'approve',
  sessionOn: '2022-03-01',
  actNumber: '12/2022',
  specialSession: true,
};
export const APPROVAL = { outcome: 'approve' };

/** Drafts and submits a project. @returns its id. */
export async function submit(journey: Journey, title = 'Rivers of Europe'): Promise<string> {
  const body = { content: europeanProject(journey, title), rulebookId: journey.rulebookId };
  const draft = await journey.send('greekFounder', 'POST', '/api/projects', body);
  const { projectId } = draft.body;
  await journey.send('greekFounder', 'POST', `/api/projects/${projectId}/submit`, {}, `submit ${projectId}`);
  return projectId;
}

/** The open or closed task of a kind at an NSO, once there is one. */
export function task(journey: Journey, projectId: string, kind: string, nsoId: string) {
  return until(`a task ${kind} ${nsoId}`, async () =>
    journey.owner
      .selectFrom('tasks')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('kind', '=', kind as 'nsoApproval')
      .where('nso_id', '=', nsoId)
      .executeTakeFirst(),
  );
}

/** Takes a project to `active`; every command has one key, under which it is sent again until it is answered. */
export async function activate(journey: Journey, title?: string): Promise<string> {
  const projectId = await submit(journey, title);
  const decide = async (
    person: 'athensHead' | 'greekEvaluator' | 'frenchEvaluator',
    kind: string,
    nso: string,
    body: object,
  ) => {
    const { task_id } = await task(journey, projectId, kind, nso);
    const answer = await journey.send(person, 'POST', `/api/tasks/${task_id}/decide`, body, randomUUID());
    if (answer.status !== 200) throw new Error(`${kind} ${nso}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  await decide('athensHead', 'councilApproval', 'GR', COUNCIL_APPROVAL);
  await Promise.all([
    decide('greekEvaluator', 'nsoApproval', 'GR', APPROVAL),
    decide('frenchEvaluator', 'nsoApproval', 'FR', APPROVAL),
  ]);
  return projectId;
}
