// Forms that no page of ours sends: refused as any other, with a page, and nothing is changed.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { rowCounts } from '../api/support/hostile.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages, hiddenFields, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
let founder: Visitor;
let edit: string;
beforeAll(async () => {
  life = await openLifecycle('web-hostile');
  app = await appWithPages(life);
  founder = await Visitor.as(app, life, 'greekFounder');
  const form = await founder.get('/projects/new');
  const fields = { ...hiddenFields(form.html, '/projects/new'), title: 'Rivers of Europe' };
  edit = (await founder.post('/projects/new', fields)).location ?? '';
});
afterAll(async () => {
  await app.close();
  await life.close();
});

const many = (name: (index: number) => string, value: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), value]));

test.each([
  ['a text of 60,000 characters', { title: 'x'.repeat(60_000) }],
  ['NUL in its text', { title: 'Rivers\u0000' }],
  ['a name of 20,000 levels', { [`goals${'.a'.repeat(20_000)}`]: 'x' }],
  ['3,000 fields that nobody knows', many((index) => `field${index}`, '', 3_000)],
  ['1,000 partners', many((index) => `partners.${index}.member`, 'x/y', 1_000)],
  ['names that reach into objects', { '__proto__.title': 'x', 'constructor.prototype.title': 'x' }],
  ['a member that is none', { 'founders.1.member': `${"'".repeat(30)}/${'\u0000'.repeat(30)}` }],
  [
    'ages that are not finite',
    { 'pupils.kind': 'wholeSection', 'pupils.ageFrom:number': '1e999', 'pupils.ageTo:number': 'NaN' },
  ],
  ['a version that is none', { version: `draft-${'9'.repeat(9)}` }],
])(
  'given a form with %s, when it is sent, then it is a page that says no, and the draft stays',
  async (_what, fields) => {
    const page = await founder.get(edit);
    const before = await rowCounts(life.owner);

    const answer = await founder.submit(page, edit, { title: 'Another', intent: 'save', ...fields });

    expect([400, 412, 413, 422]).toContain(answer.status);
    expect(answer.html).toContain('<html');
    expect(await rowCounts(life.owner)).toEqual(before);
    expect((await founder.get(edit)).html).toContain('Rivers of Europe');
  },
);

test.each(['%00', '%ff', '%ed%a0%80', 'x'.repeat(10_000), "'%20or%201=1", '%25', '..%2f'])(
  'given %.20s in an address, when the page is asked for, then it is shown or not found, and does not fail',
  async (part) => {
    for (const url of [
      `${edit}?search=${part}`,
      `${edit}?saved=${part}`,
      `/tasks?list=${part}&cursor=${part}`,
      `/projects/${part}`,
    ]) {
      expect([200, 303, 400, 404, 422]).toContain((await founder.get(url)).status);
    }
  },
);
