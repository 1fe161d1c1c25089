// Bringing registers in on the page: looked at first, then brought in, and again.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages, hiddenFields, type Page, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-imports');
  app = await appWithPages(life);
});
afterAll(async () => {
  await app?.close();
  await life?.close();
});

const SCHOOLS =
  '\uFEFFcountry;ministryCode;name\r\nGR;0901;Α Γυμνάσιο <b>Πάτρας</b>\r\nFR;75;Not mine\r\nGR;0902;"Two\r\nlines"\r\n';

const named = async () => {
  const schools = life.owner
    .selectFrom('schools')
    .select(['ministry_code', 'name'])
    .where('ministry_code', 'like', '09%');
  return schools.orderBy('ministry_code').execute();
};

/** What the page offers to bring in. */
const offered = ({ html }: Page) => {
  const text = /<textarea name="content"[^>]*>(.*?)<\/textarea>/s.exec(html)?.[1] ?? '';
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
};

async function upload(visitor: Visitor, page: Page, file: string | Buffer, fields: Record<string, string>) {
  return visitor.upload('/imports', { ...hiddenFields(page.html, '/imports'), ...fields }, file);
}

test.each([
  ['el', 'Τι θα συμβεί', 'θα δημιουργηθεί', 'δημιουργήθηκε', 'υπήρχε ήδη'],
  ['en', 'What would happen', 'would be created', 'created', 'was there already'],
])(
  'given an NSO’s administrator who reads %s, when a file is looked at and brought in, and again, then each row says what became of it, and nothing is written before',
  async (language, title, would, done, unchanged) => {
    await life.owner.deleteFrom('schools').where('ministry_code', 'like', '09%').execute();
    const administrator = await Visitor.as(app, life, 'greekAdministrator');
    await administrator.get(`/language/${language}`);
    const page = await administrator.get('/imports');
    expect(page.html).toContain('ministryCode');

    const preview = await upload(administrator, page, SCHOOLS, { kind: 'schools', intent: 'preview' });
    expect(preview.status).toBe(200);
    expect(preview.html).toContain(title);
    expect(preview.html).toContain(would);
    expect(preview.html).toContain('FR:75');
    expect(await named()).toEqual([]);

    const apply = { kind: 'schools', content: offered(preview), intent: 'apply' };
    const applied = await upload(administrator, preview, '', apply);
    expect(applied.html).toContain(done);
    expect(applied.html).not.toContain('name="content"');
    expect(await named()).toEqual([{ ministry_code: '0901', name: 'Α Γυμνάσιο <b>Πάτρας</b>' }]);

    const again = await upload(administrator, applied, '', apply);
    expect(again.html).toContain(unchanged);
    expect(again.html).not.toContain('<b>Πάτρας');
  },
);

test('given no file, another kind, or a file that is no table, when it is sent, then the page says so at the field', async () => {
  const administrator = await Visitor.as(app, life, 'greekAdministrator');
  await administrator.get('/language/en');
  const page = await administrator.get('/imports');

  const nothing = await upload(administrator, page, '', { kind: 'x', intent: 'preview' });
  const notText = await upload(administrator, page, Buffer.from([0xff, 0xfe, 0x41]), {
    kind: 'users',
    intent: 'preview',
  });
  const wrong = await upload(administrator, page, 'a;b\n1;2\n', { kind: 'users', intent: 'preview' });

  expect([nothing, notText, wrong].map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(nothing.html).toContain('href="#field-kind"');
  expect(nothing.html).toContain('href="#field-file"');
  expect(notText.html).toContain('UTF-8');
  expect(wrong.html).toContain('email');
});

test('given a file that is too large, when it is sent, then the page says so and the system goes on', async () => {
  const administrator = await Visitor.as(app, life, 'greekAdministrator');
  const page = await administrator.get('/imports');

  const answer = await upload(administrator, page, Buffer.alloc(1024 * 1024 + 10, 'a'), {
    kind: 'users',
    intent: 'preview',
  });

  expect(answer.status).toBe(413);
  expect((await administrator.get('/imports')).status).toBe(200);
});

test('given a file of short lines that is just small enough, when it is looked at and brought in, then its text is taken with the line breaks of browsers', async () => {
  const administrator = await Visitor.as(app, life, 'greekAdministrator');
  const page = await administrator.get('/imports');
  const head = 'country;ministryCode;name\nGR;0903;Small\n';
  const file = `${head}${'\n'.repeat(1024 * 1024 - head.length)}`;

  const preview = await upload(administrator, page, file, { kind: 'schools', intent: 'preview' });
  const content = file.replaceAll('\n', '\r\n');
  const applied = await upload(administrator, preview, '', { kind: 'schools', content, intent: 'apply' });

  expect([preview.status, applied.status]).toEqual([200, 200]);
  expect(await named()).toContainEqual({ ministry_code: '0903', name: 'Small' });
});

test('given a stranger who sends many long fields, when they are more than one text may be, then the page says so', async () => {
  const stranger = new Visitor(app);
  const long = 'a'.repeat(1024 * 1024);

  const answer = await stranger.upload('/imports', { one: long, two: long, three: long }, '');

  expect(answer.status).toBe(413);
});

test('given people who administer nothing, or a form of another session, when they send one, then nothing is taken', async () => {
  const founder = await Visitor.as(app, life, 'greekFounder');
  const administrator = await Visitor.as(app, life, 'greekAdministrator');
  const page = await administrator.get('/imports');

  const formToken = hiddenFields((await founder.get('/projects/new')).html, '/projects/new').formToken ?? '';
  const fields = { kind: 'schools', intent: 'preview' };
  const notAllowed = await founder.upload('/imports', { ...fields, formToken }, SCHOOLS);
  const foreign = await founder.upload('/imports', { ...fields, ...hiddenFields(page.html, '/imports') }, SCHOOLS);

  expect((await founder.get('/imports')).status).toBe(403);
  expect([notAllowed.status, foreign.status]).toEqual([403, 403]);
  expect((await founder.get('/')).html).not.toContain('href="/imports"');
  expect(page.html).toContain('href="/imports"');
});
