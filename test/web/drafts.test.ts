import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages, hiddenFields, type Page, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-drafts');
  await life.startWorker();
  app = await appWithPages(life);
});
afterAll(async () => {
  await app.close();
  await life.close();
});

/** What the founder writes, with the members chosen. */
function written(): Record<string, string> {
  const { people, schools } = life;
  return {
    title: 'Rivers of Europe',
    shortDescription: 'Two rivers.',
    goals: 'To measure.',
    timetable: 'October to May.',
    expectedResults: 'A map.',
    language: 'en',
    languageOfApplication: 'en',
    'founders.0.member': `${people.greekFounder.teacherId}/${schools.athens}`,
    'founders.0.roleText': 'Measures.',
    'founders.1.member': `${people.frenchFounder.teacherId}/${schools.lyon}`,
    'founders.1.roleText': 'Tells.',
    'partners.0.member': '',
    'partners.0.roleText': '',
    search: '',
  };
}

async function begin(founder: Visitor, title = 'Rivers of Europe') {
  const form = await founder.get('/projects/new');
  const { location = '' } = await founder.post('/projects/new', { ...hiddenFields(form.html, '/projects/new'), title });
  return location;
}

const draftOf = (address: string) => address.replace('/edit', '').split('/').at(-1) ?? '';
/** What the page shows as the stored value of a field; empty where it is the same. */
const storedBeside = (page: Page, field: string) =>
  new RegExp(`id="field-${field}-stored">.*?</div>`, 's').exec(page.html)?.[0] ?? '';
const optionsOf = (page: Page) => [...page.html.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);

test('R-1.4.e given a teacher, when a project is begun, written and submitted on the pages, then it is with the council', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  const edit = await begin(founder);

  const saved = await founder.submit(await founder.get(edit), edit, { ...written(), intent: 'save' });
  const submitted = await founder.submit(saved, edit, { ...written(), intent: 'submit' });

  expect(saved.html).toContain('Αποθηκεύτηκε.');
  expect(submitted.url).toBe(edit.replace('/edit', ''));
  expect(submitted.html).toContain('School of athens');
  const project = await life.owner
    .selectFrom('projects')
    .select('status')
    .where('project_id', '=', draftOf(edit))
    .executeTakeFirstOrThrow();
  expect(project.status).toBe('council');
});

test('given a form that was submitted, when it is sent again, then there is one project, and its page', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  const edit = await begin(founder);
  const page = await founder.get(edit);
  await founder.submit(page, edit, { ...written(), intent: 'submit' });

  const again = await founder.submit(page, edit, { ...written(), intent: 'submit' });

  expect(again).toMatchObject({ status: 200, url: edit.replace('/edit', '') });
  const commands = await life.owner
    .selectFrom('intake')
    .select('command_id')
    .where('project_id', '=', draftOf(edit))
    .execute();
  expect(commands).toHaveLength(1);
});

test('R-1.p6 given a draft, when its founder looks for a colleague, then what was written is kept and the colleague can be chosen', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  const edit = await begin(founder);
  const { people, schools } = life;
  const alone = { ...written(), 'founders.1.member': '', goals: 'Not to be lost.' };

  const found = await founder.submit(await founder.get(edit), edit, { ...alone, search: 'italian', intent: 'search' });

  expect(found.html).toContain('Not to be lost.');
  expect(optionsOf(found)).toContain(`${people.italianTeacher.teacherId}/${schools.rome}`);
});

test('given a draft without a second founder, when it is submitted, then the form says so at that field and nothing is submitted', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  const edit = await begin(founder);

  const refused = await founder.submit(await founder.get(edit), edit, {
    ...written(),
    'founders.1.member': '',
    goals: '',
    intent: 'submit',
  });

  expect(refused.status).toBe(422);
  for (const field of ['founders-1-member', 'goals']) {
    expect(refused.html).toContain(`href="#field-${field}"`);
    expect(refused.html).toContain(`id="field-${field}"`);
  }
  expect(refused.html).toContain('<title>Σφάλμα: ');
});

test('given a draft that the other founder saved meanwhile, when the older form is sent, then both versions are shown, nothing is lost, and it can be saved again', async () => {
  const { people, schools } = life;
  const founder = await Visitor.as(app, life, 'greekFounder');
  const other = await Visitor.as(app, life, 'frenchFounder');
  const edit = await begin(founder);
  const older = await founder.submit(await founder.get(edit), edit, { ...written(), intent: 'save' });
  const theirs = { ...written(), goals: 'Written first.', language: 'fr', 'founders.1.roleText': 'Tells more.' };
  await other.submit(await other.get(edit), edit, { ...theirs, intent: 'save' });

  const italian = `${people.italianTeacher.teacherId}/${schools.rome}`;
  const mine = { ...written(), goals: 'Written second.\r\nTwo lines.', 'partners.0.member': italian };
  const conflict = await founder.submit(older, edit, { ...mine, intent: 'save' });

  expect(conflict.status).toBe(412);
  expect(conflict.html).toContain('Αποθηκευμένη έκδοση 3, από: frenchFounder');
  expect(storedBeside(conflict, 'goals')).toContain('Written first.');
  expect(storedBeside(conflict, 'language')).toContain('Γαλλικά');
  expect(storedBeside(conflict, 'founders-1-roleText')).toContain('Tells more.');
  expect(storedBeside(conflict, 'partners-0-member')).toContain('(κενό)');
  expect(storedBeside(conflict, 'timetable')).toBe('');
  expect(conflict.html).toContain('Written second.');
  expect(conflict.html).toMatch(new RegExp(`<option value="${italian}" selected`));
  expect((await founder.get(edit)).html).toContain('Written first.');

  const saved = await founder.submit(conflict, edit, { ...mine, intent: 'save' });
  expect(saved.html).toContain('Αποθηκεύτηκε.');
  expect((await other.get(edit)).html).toContain('Written second.');
});

test('given a conflict, when its page is read in English, then it says whose the stored version is', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  await founder.get('/language/en');
  const edit = await begin(founder);
  const older = await founder.get(edit);
  await founder.submit(older, edit, { ...written(), intent: 'save' });

  const conflict = await founder.submit(older, edit, { ...written(), title: '<b>Mine</b>', intent: 'submit' });

  expect(conflict.status).toBe(412);
  expect(conflict.html).toContain('Stored version 2, by greekFounder');
  expect(storedBeside(conflict, 'title')).toContain('Rivers of Europe');
  expect(conflict.html).not.toContain('<b>Mine</b>');
});

test('given a form that names no version, when it is sent, then nothing is saved and nothing is lost', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  const edit = await begin(founder);

  const answer = await founder.submit(await founder.get(edit), edit, { ...written(), version: 'NaN', intent: 'save' });

  expect(answer.status).toBe(428);
  expect(answer.html).toContain('To measure.');
});

test('given the draft of others, when a teacher who is not in it opens it, then there is nothing there', async () => {
  const edit = await begin(await Visitor.as(app, life, 'greekFounder'), 'Secret rivers');

  const page = await (await Visitor.as(app, life, 'italianTeacher')).get(edit);

  expect(page.status).toBe(404);
  expect(page.html).not.toContain('Secret rivers');
});

test('R-1.4.e given a project under way, when its founder withdraws it without a reason and then with one, then the page asks for it, and it is withdrawn', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  const edit = await begin(founder);
  const page = await founder.submit(await founder.get(edit), edit, { ...written(), intent: 'submit' });
  const action = `${page.url}/withdraw`;

  const refused = await founder.submit(page, action, { reason: '  ' });
  const withdrawn = await founder.submit(refused, action, { reason: 'The school has closed.' });

  expect(refused.status).toBe(422);
  expect(refused.html).toContain('href="#field-reason"');
  expect(withdrawn.html).toContain('Αποσύρθηκε');
});
