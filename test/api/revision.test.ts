// A project that came back, over HTTP: what a resubmission and a closing are answered.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RETURN } from '../support/contents.js';
import { europeanProject } from '../support/programme.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';
import { COUNCIL_APPROVES, good, type Story, story } from './support/story.js';

let api: LifecycleApi;
let people: Story;
beforeAll(async () => {
  api = await lifecycleApi('api_revision');
  people = story(api);
}, 60_000);
afterAll(() => api?.close());

async function returned(title: string): Promise<string> {
  const projectId = await people.submitted(title);
  await people.decide('athensHead', projectId, COUNCIL_APPROVES);
  good(
    await people.post(
      'greekEvaluator',
      `/api/tasks/${await people.taskOf('greekEvaluator', projectId)}/decide`,
      RETURN,
    ),
  );
  return projectId;
}

describe('a returned project', () => {
  it('says whom it waits for, and its founder that he or she may resubmit it', async () => {
    const projectId = await returned('Waits for its founders');

    const project = good(await people.get('greekFounder', `/api/projects/${projectId}`));

    expect(project).toMatchObject({ status: 'returned', waitingFor: [{ kind: 'revision', nsoId: 'GR' }] });
    expect(project.mayDo).toEqual(['resubmit', 'withdraw']);
  });

  it('is resubmitted as a whole; the same key again hears the same, and the evaluators are asked again', async () => {
    const projectId = await returned('Resubmitted');
    const content = { ...europeanProject(api.lifecycle, 'Resubmitted'), goals: 'Pupils learn to compare.' };
    const send = () => people.post('greekFounder', `/api/projects/${projectId}/resubmit`, { content }, 'resubmit-once');

    const [first, again] = [good(await send()), good(await send())];

    expect(again).toEqual(first);
    expect(first).toMatchObject({
      outcome: 'resubmitted',
      status: 'nsos',
      values: { changed: 'goals', significant: true },
    });
    expect(await people.taskOf('greekEvaluator', projectId)).toBeTruthy();
    const versions = `/api/projects/${projectId}/versions`;
    expect(good(await people.get('frenchFounder', versions)).items).toMatchObject([
      { version: 2, submittedBy: 'greekFounder', isCurrent: true },
      { version: 1, submittedBy: 'greekFounder', isCurrent: false },
    ]);
    expect((await people.get('italianTeacher', versions)).statusCode).toBe(404);
  });

  it('is not resubmitted unchanged, incomplete, with other founders, or by others', async () => {
    const projectId = await returned('Stays');
    const content = europeanProject(api.lifecycle, 'Stays');
    const send = (changes: object, by: Parameters<Story['post']>[0] = 'greekFounder') =>
      people.post(by, `/api/projects/${projectId}/resubmit`, { content: { ...content, ...changes } });
    const [one, other] = content.founders;

    const answers = [
      await send({}),
      await send({ goals: '' }),
      await send({ founders: [other, one] }),
      await send({ goals: 'x', admin: true }),
      await send({ goals: 'Others.' }, 'greekEvaluator'),
    ];

    expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
      [409, 'nothingChanged'],
      [422, 'submissionIncomplete'],
      [422, 'submissionIncomplete'],
      [422, 'invalid'],
      [403, 'notRegistered'],
    ]);
    expect(answers[2]?.json().fields).toEqual([
      expect.objectContaining({ field: 'founders.0.teacherId', code: 'founderFixed', rule: 'R-1.4.e' }),
    ]);
    expect(good(await people.get('greekFounder', `/api/projects/${projectId}`)).status).toBe('returned');
  });
});

describe('an active project', () => {
  it('R-1.4.f is closed with reasons by an NSO of a founder, and by nobody else', async () => {
    const projectId = await people.active('Closed');
    const close = (by: Parameters<Story['post']>[0], body: object = { reason: 'The school has closed.' }) =>
      people.post(by, `/api/projects/${projectId}/close`, body);

    expect((await close('greekFounder')).json()).toMatchObject({ status: 403, code: 'notYourNso', rule: 'R-1.4.f' });
    expect((await close('greekEvaluator', {})).json()).toMatchObject({ status: 422, code: 'invalid' });
    expect(good(await close('frenchEvaluator'))).toMatchObject({ outcome: 'closed', status: 'closed' });
    expect((await close('greekEvaluator')).json()).toMatchObject({ status: 409, code: 'wrongStatus' });
  });
});
