// What people do over HTTP, step by step, for tests that begin in the middle of the story.
import type { LightMyRequestResponse } from 'fastify';
import { europeanProject, type PersonName } from '../../support/programme.js';
import type { LifecycleApi } from './lifecycle-api.js';

export const COUNCIL_APPROVES = {
  outcome: 'approve',
  sessionOn: '2022-03-01',
  actNumber: '12/2022',
  specialSession: true,
} as const;

/** The answer's content. @throws Error with the whole answer when its status is another */
export function good(answer: LightMyRequestResponse, status = 200) {
  if (answer.statusCode !== status) throw new Error(`${answer.statusCode} instead of ${status}: ${answer.body}`);
  return answer.json();
}

export function story(api: LifecycleApi) {
  const get = (person: PersonName, url: string) => api.as(person, { url });
  const post = (person: PersonName, url: string, payload?: object, key?: string) =>
    api.as(person, {
      method: 'POST',
      url,
      ...(payload === undefined ? {} : { payload }),
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  const etag = async (person: PersonName, url: string) => String((await get(person, url)).headers.etag);
  /** Changes the version that is there, or the one whose ETag is given. */
  const put = async (person: PersonName, url: string, payload: object, version?: string) =>
    api.as(person, {
      method: 'PUT',
      url,
      payload,
      headers: { 'if-match': version ?? (await etag(person, url)) },
    });

  async function draft(title?: string): Promise<string> {
    const content = europeanProject(api.lifecycle, title);
    return good(await post('greekFounder', '/api/projects', { content }), 201).projectId;
  }

  async function submitted(title?: string): Promise<string> {
    const projectId = await draft(title);
    good(await post('greekFounder', `/api/projects/${projectId}/submit`));
    return projectId;
  }

  async function taskOf(person: PersonName, projectId: string): Promise<string> {
    const { items } = good(await get(person, '/api/tasks?list=group&limit=100'));
    const task = items.find((each: { projectId: string }) => each.projectId === projectId);
    if (task === undefined) throw new Error(`${person} has no task of ${projectId}`);
    return task.taskId;
  }

  async function decide(person: PersonName, projectId: string, decision: object = { outcome: 'approve' }) {
    return good(await post(person, `/api/tasks/${await taskOf(person, projectId)}/decide`, decision));
  }

  async function active(title?: string): Promise<string> {
    const projectId = await submitted(title);
    await decide('athensHead', projectId, COUNCIL_APPROVES);
    await decide('greekEvaluator', projectId);
    await decide('frenchEvaluator', projectId);
    return projectId;
  }

  async function completed(title?: string): Promise<string> {
    const projectId = await active(title);
    good(await post('frenchFounder', `/api/projects/${projectId}/complete`, { summary: 'We drew the map together.' }));
    return projectId;
  }

  async function labelContent() {
    const { criteria } = good(await get('greekFounder', '/api/rulebooks/current')).rulebook.label;
    return {
      selfAssessment: criteria.map(({ id }: { id: string }) => ({ criterion: id, text: 'We worked together weekly.' })),
      twinspaceDeclaration: { activities: true, communication: true, record: true },
      resultsLinks: [],
    };
  }

  async function labelDraft(person: PersonName, projectId: string): Promise<string> {
    const payload = { content: await labelContent() };
    return good(await post(person, `/api/projects/${projectId}/label-applications`, payload), 201).applicationId;
  }

  return { get, etag, post, put, draft, submitted, taskOf, decide, active, completed, labelContent, labelDraft };
}
export type Story = ReturnType<typeof story>;
