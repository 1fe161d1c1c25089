// A person's own profile, on which a teacher registers (again).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { publishCatalogue } from '../../records/catalogues.js';
import { loadCatalogue } from '../../rulebooks/load.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-profile');
  app = await appWithPages(life);
  await publishCatalogue(life.owner, 'gr-2021-2022', (await loadCatalogue('gr-2021-2022')) ?? {});
});
afterAll(async () => {
  await app.close();
  await life.close();
});

test('R-1.3.c, R-1.p6: given a teacher’s profile, when the code of conduct is accepted and topics are named, then it shows them; without the code it asks again and keeps what was written', async () => {
  const teacher = await Visitor.as(app, life, 'greekFounder');
  await teacher.get('/language/en');
  const page = await teacher.get('/profile');
  expect(page.html).toContain('You have not accepted it yet.');
  expect(page.html).toContain('href="https://www.etwinning.net/el/pub/code-of-conduct.htm"');
  expect(page.html).toContain('School of athens');

  const refused = await teacher.submit(page, '/profile', { 'codeOfConduct:boolean': 'no', topics: 'Rivers\nMaps' });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('To register, please accept the code of conduct.');
  expect(refused.html).toContain('Rivers\nMaps</textarea>');

  const answers = { 'codeOfConduct:boolean': 'yes', 'looksForPartners:boolean': 'yes', topics: 'Rivers\r\n\r\nMaps' };
  const saved = await teacher.submit(page, '/profile', answers);
  expect(saved.html).toContain('Your profile was saved.');
  expect(saved.html).toMatch(/Accepted last: /);
  expect(saved.html).toContain('Rivers\nMaps</textarea>');
});

test('given more topics than may be named, or one too long, when the profile is sent, then the field says so', async () => {
  const teacher = await Visitor.as(app, life, 'italianTeacher');
  const page = await teacher.get('/profile');
  const accepted = { 'codeOfConduct:boolean': 'yes', 'looksForPartners:boolean': 'no' };

  for (const topics of [Array.from({ length: 11 }, (_, index) => `Topic ${index}`).join('\n'), 'a'.repeat(61)]) {
    const refused = await teacher.submit(page, '/profile', { ...accepted, topics });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#field-topics"');
  }
});

test('R-1.p5: given a teacher who was away for more than three years, when he or she registers again, then the notice is gone and the profile is the same', async () => {
  const { teacherId } = life.people.frenchFounder;
  await sql`insert into registrations (teacher_id, signed_in_at) values (${teacherId}, records_clock() - interval '1100 days')`.execute(
    life.owner,
  );
  const teacher = await Visitor.as(app, life, 'frenchFounder');
  const page = await teacher.get('/profile');
  expect(page.html).toContain('You have not signed in for more than three years.');
  expect(page.html).toContain('Register again');

  const again = await teacher.submit(page, '/profile', {
    'codeOfConduct:boolean': 'yes',
    'looksForPartners:boolean': 'no',
    topics: '',
  });

  expect(again.html).not.toContain('You have not signed in for more than three years.');
  expect(again.html).toContain('School of lyon');
});

test('given somebody who is no teacher, when the profile is opened, then it shows who it is, and no form to register', async () => {
  const head = await Visitor.as(app, life, 'athensHead');
  const { html, status } = await head.get('/profile');

  expect(status).toBe(200);
  expect(html).toContain('athenshead@schools.example');
  expect(html).not.toContain('action="/profile"');
});
