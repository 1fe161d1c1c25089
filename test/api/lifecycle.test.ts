// A project's whole way over HTTP, and what the API answers to those who come twice, too late, or from elsewhere.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { europeanProject } from '../support/programme.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';
import { COUNCIL_APPROVES, good, type Story, story } from './support/story.js';

let api: LifecycleApi;
let people: Story;
beforeAll(async () => {
  api = await lifecycleApi('api_lifecycle');
  people = story(api);
}, 60_000);
afterAll(() => api.close());

describe('a draft', () => {
  it('is made with an address of its own, and says what is missing in it', async () => {
    const content = { ...europeanProject(api.lifecycle), goals: '' };

    const answer = await people.post('greekFounder', '/api/projects', { content });

    const made = good(answer, 201);
    expect(answer.headers.location).toBe(`/api/projects/${made.projectId}/draft`);
    expect(made.check.errors).toEqual([{ rule: 'R-1.4.e', code: 'fieldMissing', field: 'goals', values: {} }]);
  });

  it('is not overwritten by somebody who has not seen the newest version', async () => {
    const projectId = await people.draft();
    const url = `/api/projects/${projectId}/draft`;
    const content = europeanProject(api.lifecycle, 'Second');
    const read = await people.get('greekFounder', url);
    const { etag } = read.headers;
    const { version } = good(read);
    good(await people.put('frenchFounder', url, { content: { ...content, goals: 'Written first.' } }, String(etag)));

    const late = await people.put('greekFounder', url, { content }, String(etag));

    expect([late.statusCode, late.json().code]).toEqual([412, 'versionConflict']);
    expect(good(await people.get('greekFounder', url)).version).toBe(version + 1);
  });

  it('is not there for anybody else', async () => {
    const answer = await people.get('italianTeacher', `/api/projects/${await people.draft()}/draft`);

    expect([answer.statusCode, answer.json().code]).toEqual([404, 'notFound']);
  });

  it('that is incomplete is not submitted, and every gap is named with its rule and a sentence', async () => {
    const content = { ...europeanProject(api.lifecycle), goals: '', timetable: ' ' };
    const { projectId } = good(await people.post('greekFounder', '/api/projects', { content }), 201);

    const answer = await people.post('greekFounder', `/api/projects/${projectId}/submit`);

    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'submissionIncomplete', rule: 'R-1.4.e' });
    expect(answer.json().fields).toEqual([
      expect.objectContaining({ field: 'goals', code: 'fieldMissing', detail: expect.stringMatching(/[α-ω]/) }),
      expect.objectContaining({ field: 'timetable', code: 'fieldMissing' }),
    ]);
  });
});

describe('a command', () => {
  it('sent twice with the same key is carried out once, and answered the same', async () => {
    const projectId = await people.draft();
    const key = randomUUID();

    const first = good(await people.post('greekFounder', `/api/projects/${projectId}/submit`, undefined, key));
    const second = good(await people.post('greekFounder', `/api/projects/${projectId}/submit`, undefined, key));

    expect(first).toMatchObject({ kind: 'applied', status: 'council' });
    expect(second).toMatchObject({ kind: 'applied', commandId: first.commandId, receivedAt: first.receivedAt });
    const command = good(await people.get('greekFounder', `/api/commands/${first.commandId}`));
    expect(command).toMatchObject({ kind: 'submit', answer: { kind: 'applied' } });
  });

  it('with a key that stood for something else is refused', async () => {
    const [one, other] = [await people.draft(), await people.draft()];
    const key = randomUUID();
    good(await people.post('greekFounder', `/api/projects/${one}/submit`, undefined, key));

    const answer = await people.post('greekFounder', `/api/projects/${other}/submit`, undefined, key);

    expect([answer.statusCode, answer.json().code]).toEqual([422, 'idempotencyKeyReused']);
  });

  it('is nobody else’s to ask about', async () => {
    const projectId = await people.draft();
    const { commandId } = good(await people.post('greekFounder', `/api/projects/${projectId}/submit`));

    expect((await people.get('italianTeacher', `/api/commands/${commandId}`)).statusCode).toBe(404);
  });
});

describe('the golden way of a European project', () => {
  it('goes from the draft to the applications for the label', async () => {
    const projectId = await people.active('Golden way');
    expect(good(await people.get('frenchFounder', `/api/projects/${projectId}`))).toMatchObject({ status: 'active' });

    const summary = { summary: 'Both schools drew the map and kept the diary.' };
    expect(good(await people.post('frenchFounder', `/api/projects/${projectId}/complete`, summary))).toMatchObject({
      kind: 'applied',
      status: 'completed',
    });

    const content = await people.labelContent();
    const made = await people.post('greekFounder', `/api/projects/${projectId}/label-applications`, { content });
    const { applicationId } = good(made, 201);
    expect(made.headers.location).toBe(`/api/label-applications/${applicationId}`);
    expect(good(await people.post('greekFounder', `/api/label-applications/${applicationId}/submit`))).toMatchObject({
      kind: 'applied',
      status: 'submitted',
    });
    const url = `/api/label-applications/${applicationId}`;
    const edit = { content: { ...content, resultsLinks: ['https://example.org/map'] } };
    expect(good(await people.put('greekFounder', url, edit))).toMatchObject({
      kind: 'applied',
    });
    expect(good(await people.get('greekFounder', url))).toMatchObject({
      status: 'submitted',
      editable: true,
      version: 2,
    });
    expect(good(await people.get('greekFounder', '/api/label-applications')).items).toHaveLength(1);
    expect((await people.get('frenchFounder', url)).statusCode).toBe(404);

    const { entries } = good(await people.get('greekFounder', `/api/projects/${projectId}/history`));
    expect(entries.length).toBeGreaterThan(5);
  });

  it('is listed in pages, each of which goes on where the one before ended', async () => {
    for (let each = 0; each < 3; each += 1) await people.draft(`Page ${each}`);

    const first = good(await people.get('greekFounder', '/api/projects?limit=2&status=draft'));
    const second = good(
      await people.get('greekFounder', `/api/projects?limit=2&status=draft&cursor=${first.nextCursor}`),
    );

    const ids = [...first.items, ...second.items].map((item: { projectId: string }) => item.projectId);
    expect(new Set(ids).size).toBe(4);
    const nonsense = await people.get('greekFounder', '/api/projects?cursor=nonsense');
    expect([nonsense.statusCode, nonsense.json().fields?.[0]?.field]).toEqual([422, 'cursor']);
  });
});

describe('a task', () => {
  it('is claimed, is then nobody else’s, and can be given back', async () => {
    const projectId = await people.submitted();
    await people.decide('athensHead', projectId, COUNCIL_APPROVES);
    const taskId = await people.taskOf('greekEvaluator', projectId);

    good(await people.post('greekEvaluator', `/api/tasks/${taskId}/claim`));
    good(await people.post('greekEvaluator', `/api/tasks/${taskId}/claim`));
    const other = await people.post('otherGreekEvaluator', `/api/tasks/${taskId}/claim`);
    expect([other.statusCode, other.json().code]).toEqual([409, 'claimedByAnother']);
    expect(other.json().values).toEqual({ assigneeName: 'greekEvaluator' });
    expect(
      good(await people.get('greekEvaluator', '/api/tasks')).items.map((task: { taskId: string }) => task.taskId),
    ).toContain(taskId);

    good(await people.post('greekEvaluator', `/api/tasks/${taskId}/release`));
    good(await people.post('otherGreekEvaluator', `/api/tasks/${taskId}/claim`));
  });

  it('is decided once: who comes second hears the first one’s outcome and time', async () => {
    const projectId = await people.submitted();
    await people.decide('athensHead', projectId, COUNCIL_APPROVES);
    const taskId = await people.taskOf('greekEvaluator', projectId);
    good(await people.post('greekEvaluator', `/api/tasks/${taskId}/decide`, { outcome: 'approve' }));

    const second = await people.post('otherGreekEvaluator', `/api/tasks/${taskId}/decide`, {
      outcome: 'reject',
      reason: 'The timetable is too short.',
    });

    expect([second.statusCode, second.json().code]).toEqual([409, 'alreadyDecided']);
    expect(second.json().values).toMatchObject({ outcome: 'approve', at: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(good(await people.get('greekEvaluator', `/api/tasks/${taskId}`))).toMatchObject({ outcome: 'approve' });
  });

  it('is seen and decided by nobody of another country, of no role, or with an interest in it', async () => {
    const projectId = await people.submitted();
    await people.decide('athensHead', projectId, COUNCIL_APPROVES);
    const taskId = await people.taskOf('frenchEvaluator', projectId);

    for (const person of [
      'italianEvaluator',
      'greekEvaluator',
      'frenchFounder',
      'athensHead',
      'italianTeacher',
    ] as const) {
      const answer = await people.post(person, `/api/tasks/${taskId}/decide`, { outcome: 'approve' });
      expect([person, [403, 404].includes(answer.statusCode)]).toEqual([person, true]);
    }
    expect(good(await people.get('frenchEvaluator', `/api/tasks/${taskId}`))).toMatchObject({ status: 'open' });
  });

  it('is not decided by what belongs to another kind of task', async () => {
    const projectId = await people.submitted();
    const taskId = await people.taskOf('athensHead', projectId);

    const answer = await people.post('athensHead', `/api/tasks/${taskId}/decide`, { outcome: 'approve' });

    expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid']);
    expect(answer.json().fields.map((field: { field: string }) => field.field)).toContain('actNumber');
  });
});

describe('the log of all this', () => {
  it('holds no name, no address and nothing that anybody wrote', () => {
    const text = api.logLines().join('');

    expect(text).not.toMatch(/Rivers of Europe|Golden way|@schools|greekFounder|too short|map and kept/);
    expect(text).not.toContain('"level":50');
  });
});
