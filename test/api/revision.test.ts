// A project that came back, over HTTP: what a resubmission and a closing are answered.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RETURN } from '../support/contents.js';
import { europeanProject, type PersonName } from '../support/programme.js';
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

/** From the version that is there, unless another is named. */
async function resubmit(by: PersonName, projectId: string, content: object, headers: Record<string, string> = {}) {
  const version = await people.etag('greekFounder', `/api/projects/${projectId}`);
  return api.as(by, {
    method: 'POST',
    url: `/api/projects/${projectId}/resubmit`,
    payload: { content },
    headers: { 'if-match': version, ...headers },
  });
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
    const send = () => resubmit('greekFounder', projectId, content, { 'idempotency-key': 'resubmit-once' });

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
    const send = (changes: object, by: PersonName = 'greekFounder') =>
      resubmit(by, projectId, { ...content, ...changes });
    const [one, other] = content.founders;
    const [moved, lyon] = [{ ...one, schoolId: api.lifecycle.schools.patras }, other];

    const answers = [
      await send({}),
      await send({ goals: '' }),
      await send({ founders: [other, one] }),
      await send({ founders: [moved, lyon] }),
      await send({ goals: 'x', admin: true }),
      await send({ goals: 'Others.' }, 'greekEvaluator'),
    ];

    expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
      [409, 'nothingChanged'],
      [422, 'submissionIncomplete'],
      [422, 'submissionIncomplete'],
      [422, 'submissionIncomplete'],
      [422, 'invalid'],
      [403, 'notRegistered'],
    ]);
    expect([2, 3].map((index) => answers[index]?.json().fields)).toEqual(
      ['teacherId', 'schoolId'].map((part) => [
        expect.objectContaining({ field: `founders.0.${part}`, code: 'founderFixed', rule: 'R-1.4.e' }),
      ]),
    );
    expect(good(await people.get('greekFounder', `/api/projects/${projectId}`)).status).toBe('returned');
  });
});

describe('R-1.4.f a revision', () => {
  const revised = (goals: string) => ({ ...europeanProject(api.lifecycle, 'Revised twice'), goals });

  it('given no version, when it is sent, then it is asked for the one that it was made from', async () => {
    const projectId = await returned('Revised twice');
    const url = `/api/projects/${projectId}/resubmit`;

    const answer = await people.post('greekFounder', url, { content: revised('Compare.') });

    expect([answer.statusCode, answer.json().code]).toEqual([428, 'versionMissing']);
    expect((await people.get('greekFounder', `/api/projects/${projectId}`)).headers.etag).toBe('"submitted-1"');
  });

  it('given that the other founder resubmitted and it came back again, when one made before is sent, then both versions are answered', async () => {
    const projectId = await returned('Revised twice');
    good(await resubmit('frenchFounder', projectId, revised('Written first.')));
    await people.decide('greekEvaluator', projectId, RETURN);

    const late = await resubmit('greekFounder', projectId, revised('Written second.'), { 'if-match': '"submitted-1"' });

    expect([late.statusCode, late.json().code]).toEqual([412, 'versionConflict']);
    expect(late.json().versions).toEqual({
      yours: { etag: '"submitted-1"', version: 1, content: revised('Written second.') },
      stored: {
        etag: '"submitted-2"',
        version: 2,
        content: revised('Written first.'),
        savedAt: expect.any(String),
        savedBy: 'frenchFounder',
      },
    });
    const seen = { 'if-match': late.json().versions.stored.etag };
    expect(good(await resubmit('greekFounder', projectId, revised('Both.'), seen))).toMatchObject({ status: 'nsos' });
  });

  it('given two founders who revise the same version at once, when both are taken in, then one is the new version and the other hears no', async () => {
    const projectId = await returned('Revised twice');

    const answers = await Promise.all([
      resubmit('greekFounder', projectId, revised('One.')),
      resubmit('frenchFounder', projectId, revised('Other.')),
    ]);

    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect([409, 412]).toContain(answers.find(({ statusCode }) => statusCode !== 200)?.statusCode);
    const { items } = good(await people.get('greekFounder', `/api/projects/${projectId}/versions`));
    expect(items).toHaveLength(2);
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
