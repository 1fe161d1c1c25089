import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labelWorkflowId, projectWorkflowId } from '../../temporal/names.js';
import type { PersonName } from '../support/programme.js';
import { Canaries } from './support/canary.js';
import { liveEventfully } from './support/eventful-lives.js';
import { expectMails } from './support/expect-mails.js';
import { type Journey, startJourney } from './support/journey.js';
import { expectSettled } from './support/soundness.js';
import { executions, filesIn } from './support/temporal-contents.js';

const WHO_ACTS = ['greekFounder', 'athensHead', 'greekEvaluator', 'frenchEvaluator'] as const satisfies PersonName[];

const canaries = new Canaries();
let journey: Journey;
beforeAll(async () => {
  const logins = WHO_ACTS.map((person) => [person, loginOf(person)]);
  journey = await startJourney({ logins: Object.fromEntries(logins), logLevel: 'trace' });
  const { owner } = journey;
  for (const school of await owner.selectFrom('schools').select('school_id').execute()) {
    const name = canaries.text('name of a school');
    await owner.updateTable('schools').set({ name }).where('school_id', '=', school.school_id).execute();
  }
  const others = owner.selectFrom('users').select('user_id').where('subject', 'not in', WHO_ACTS);
  for (const { user_id } of await others.execute()) {
    const { name, email } = loginOf('another person');
    await owner.updateTable('users').set({ display_name: name, email }).where('user_id', '=', user_id).execute();
  }
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test('given lifecycles full of names, addresses and texts, with parts that fail meanwhile, when Temporal and the logs are searched, then ids are there and none of what people are called or wrote', async () => {
  const { projectId, applicationId } = await liveEventfully({ journey, canaries });
  await expectSettled(journey);
  await expectMails(journey);

  const told = await executions(journey);
  const files = await filesIn(journey, 'temporal');
  const logs = await filesIn(journey, 'logs');
  const sightings = [told, files, logs].flatMap((haystacks) => canaries.sightings(haystacks));

  expect(sightings).toEqual([]);
  // What has to be there shows that the search looks at the right places.
  const { teacherId, actor } = journey.people.greekFounder;
  const label = labelWorkflowId(projectId, teacherId);
  expect([...told.keys()]).toEqual(expect.arrayContaining([projectWorkflowId(projectId), label]));
  expect(told.get(label)?.includes(applicationId)).toBe(true);
  expect([...files.values()].some((content) => content.includes(applicationId))).toBe(true);
  expect([...logs.keys()].sort()).toEqual([
    'api.log',
    'identity.log',
    'mailbox.log',
    'postgres.log',
    'temporal.log',
    'worker.log',
  ]);
  expect(logs.get('api.log')?.includes(actor.userId)).toBe(true);
  const aMail = await journey.owner.selectFrom('outbox').select('mail_id').executeTakeFirstOrThrow();
  expect(logs.get('worker.log')?.includes(aMail.mail_id)).toBe(true);
  const mails = JSON.stringify(await journey.mails());
  const mailed = canaries.planted.filter(({ word }) => mails.includes(word)).map(({ place }) => place);
  expect(mailed).toEqual(expect.arrayContaining(['title', 'title, in Greek', 'feedback', 'reason of a rejection']));
}, 180_000);

test.each([
  ['as it is', (text: string) => Buffer.from(text)],
  ['in two bytes a letter', (text: string) => Buffer.from(text, 'utf16le')],
  ['inside escaped JSON', (text: string) => Buffer.from(escapedJson(text))],
  ['in an address', (text: string) => Buffer.from(new URLSearchParams({ text }).toString())],
  ['in hexadecimal digits', (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
  ['in base64', (text: string) => Buffer.from(Buffer.from(text).toString('base64'))],
  ['in base64, one byte later', (text: string) => Buffer.from(Buffer.from(`.${text}`).toString('base64'))],
  ['in base64, two bytes later', (text: string) => Buffer.from(Buffer.from(`..${text}`).toString('base64url'))],
  ['cut in two', (text: string) => Buffer.from(`${text.slice(0, 7)} next page ${text.slice(7)}`)],
])('the search finds a word %s, and does not find the words of others', (_, encode) => {
  const words = new Canaries();
  const [latin, greek] = words.text('here').split(' ') as [string, string];
  for (const [word, place] of [
    [latin, 'here'],
    [greek, 'here, in Greek'],
  ] as const) {
    const file = new Map([['file', encode(word)]]);
    expect(words.sightings(file)).toEqual([expect.stringMatching(`^in file: (${place}|a part of a word)$`)]);
    expect(canaries.sightings(file)).toEqual([]);
  }
});

function loginOf(place: string) {
  return {
    name: canaries.text(`name of ${place}`),
    email: `${canaries.word(`address of ${place}`)}@schools.example`,
    password: canaries.word(`password of ${place}`),
  };
}

function escapedJson(text: string): string {
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify({ text }).replace(/[^ -~]/g, escaped);
}
