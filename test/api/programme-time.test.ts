// Sentences tell the programme's time, whatever the real clocks show: here it is spring 2022.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { passDeadline } from '../support/rules.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';
import { COUNCIL_APPROVES, good, type Story, story } from './support/story.js';

let api: LifecycleApi;
let people: Story;
beforeAll(async () => {
  api = await lifecycleApi('api_programme_time');
  people = story(api);
}, 60_000);
afterAll(() => api.close());

it('given a task that was decided, when it is decided, claimed or given back again, then the sentence has the programme’s time and the values the real one', async () => {
  const projectId = await people.submitted();
  const taskId = await people.taskOf('athensHead', projectId);
  good(await people.post('athensHead', `/api/tasks/${taskId}/decide`, COUNCIL_APPROVES));

  const answers = [
    await people.post('athensHead', `/api/tasks/${taskId}/decide`, COUNCIL_APPROVES),
    await people.post('athensHead', `/api/tasks/${taskId}/claim`),
    await people.post('athensHead', `/api/tasks/${taskId}/release`),
  ];

  expect(answers.map((answer) => answer.json().code)).toEqual(['alreadyDecided', 'taskClosed', 'taskClosed']);
  for (const answer of answers) {
    expect(answer.json().detail).toMatch(/2022, \d\d:\d\d \(ώρα Ελλάδας\)/);
    expect(answer.json().values.at.slice(0, 10)).toBe(new Date().toISOString().slice(0, 10));
  }
});

it('R-3.1.4 given an application that came too late for a change, when it is refused, then the sentence tells the deadline as the programme’s day', async () => {
  const id = await people.labelDraft('frenchFounder', await people.completed());
  const url = `/api/label-applications/${id}`;
  good(await people.post('frenchFounder', `${url}/submit`));
  const content = { ...(await people.labelContent()), resultsLinks: ['https://example.org/late'] };
  const { rulebookId } = api.lifecycle;
  await passDeadline(api.lifecycle.owner, { rulebookId, closesAt: '', periodIds: [`${rulebookId}/2022`] });

  const late = await people.put('frenchFounder', url, { content }, '"submitted-1"');

  expect([late.statusCode, late.json().code]).toEqual([409, 'applicationClosed']);
  expect(late.json().detail).toMatch(/The deadline was .* 2022, \d\d:\d\d \(Greek time\)/);
});
