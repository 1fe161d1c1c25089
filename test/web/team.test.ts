// The team of an active project, on the pages: no script takes part in it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type Actions, actionsOf } from '../support/actions.js';
import { COUNCIL_APPROVES } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import type { PersonName } from '../support/programme.js';
import { type TeamActions, teamOf } from '../support/team.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let actions: Actions;
let team: TeamActions;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-team');
  actions = actionsOf(life);
  team = teamOf(life);
  await life.startWorker();
  app = await appWithPages(life);
});
afterAll(async () => {
  await app?.close();
  await life?.close();
});

async function visitor(person: PersonName, language: 'el' | 'en' = 'en'): Promise<Visitor> {
  const one = await Visitor.as(app, life, person);
  await one.get(`/language/${language}`);
  return one;
}

test('R-1.p1, R-1.4.a given an active project, when a founder finds and invites a teacher, who accepts, and the council approves, then each page says so', async () => {
  const projectId = await actions.activate();
  const page = `/projects/${projectId}/team`;
  const founder = await visitor('greekFounder');
  expect((await founder.get(`/projects/${projectId}`)).html).toContain(`href="${page}"`);

  const searched = await founder.submit(await founder.get(page), `${page}/invite`, {
    intent: 'search',
    search: 'greekP',
    roleText: 'Leads it.',
  });
  expect(searched.html).toContain('One teacher was found');
  expect(searched.html).toContain('Leads it.</textarea>');
  const member = `${life.people.greekPartner.teacherId}/${life.schools.patras}`;
  expect(searched.html).toContain(`value="${member}"`);

  const nobody = await founder.submit(searched, `${page}/invite`, { intent: 'invite', member: '', roleText: 'Leads.' });
  expect(nobody.status).toBe(422);
  const silent = await founder.submit(searched, `${page}/invite`, { intent: 'invite', member, roleText: '' });
  expect(silent.status).toBe(422);
  expect(silent.html).toContain('Please describe what this member does');
  expect(silent.html).toContain(`value="${member}" selected`);
  const invited = await founder.submit(silent, `${page}/invite`, {
    intent: 'invite',
    member,
    roleText: 'Leads the reading.',
  });
  expect(invited).toMatchObject({ status: 200, url: page });
  expect(invited.html).toContain('Not answered yet');

  const teacher = await visitor('greekPartner', 'el');
  const home = await teacher.get('/');
  expect(home.html).toContain('Μία πρόσκληση περιμένει την απάντησή σας.');
  expect(home.html).toContain(`href="${page}"`);
  expect((await teacher.get('/projects')).html).toContain(`/projects/${projectId}`);
  expect((await teacher.get(`/projects/${projectId}`)).html).toContain('Απάντηση στην πρόσκληση');
  const asked = await teacher.get(page);
  expect(asked.html).toContain('Σας προσκαλούν να συμμετάσχετε σε αυτό το έργο με το σχολείο: School of patras.');
  const action = /action="([^"]+\/answer)"/.exec(asked.html)?.[1] ?? '';
  const accepted = await teacher.submit(asked, action, { answer: 'accept' });
  expect(accepted.html).toContain('Αποδεχθήκατε την πρόσκληση.');

  const { task_id: taskId } = await actions.task(projectId, 'councilApproval', { schoolId: life.schools.patras });
  const head = await visitor('patrasHead');
  const task = await head.get(`/tasks/${taskId}`);
  expect(task.html).toContain('Leads the reading.');
  const { specialSession: _, ...decision } = COUNCIL_APPROVES;
  const decided = await head.submit(task, `/tasks/${taskId}/decide`, {
    ...decision,
    'specialSession:boolean': 'yes',
  } as never);
  expect(decided.html).toContain('Approved');
  expect(await team.members(projectId)).toContain('partner greekPartner');
  expect((await founder.get(`/projects/${projectId}`)).html).toContain(
    'takes part, or is founder, from now on: greekPartner',
  );
});

test('R-1.4.e given a member of the founder’s country, when the founder hands over on the page and the member accepts, then he or she is founder, and the other may leave', async () => {
  const projectId = await actions.activate();
  await team.admit(projectId);
  const page = `/projects/${projectId}/team`;
  const { greekFounder, greekPartner } = life.people;

  const founder = await visitor('greekFounder');
  const other = await visitor('frenchFounder');
  expect((await other.get(page)).html).toContain(
    'Nobody else who takes part belongs to your National Support Organisation.',
  );
  const open = await founder.get(page);
  expect(open.html).not.toContain(`action="${page}/leave"`);
  const successor = `${greekFounder.teacherId}/${greekPartner.teacherId}`;
  const asked = await founder.submit(open, `${page}/hand-over`, { successor });
  expect(asked.html).toContain('to be founder in place of greekFounder');

  const member = await visitor('greekPartner');
  const invited = await member.get(page);
  expect(invited.html).toContain('You are asked to be a founder of this project in place of greekFounder.');
  await member.submit(invited, /action="([^"]+\/answer)"/.exec(invited.html)?.[1] ?? '', { answer: 'accept' });
  expect(await team.members(projectId)).toContain('founder greekPartner');

  const left = await founder.submit(await founder.get(page), `${page}/leave`, { reason: '' });
  expect(left).toMatchObject({ status: 200, url: '/projects' });
  expect(await team.members(projectId)).toEqual(['founder frenchFounder', 'founder greekPartner']);
});

test('given a member, when a founder removes him or her on the page, then only with a reason; a stranger sees no team', async () => {
  const projectId = await actions.activate();
  await team.join(projectId, 'italianTeacher');
  const page = `/projects/${projectId}/team`;
  const founder = await visitor('frenchFounder');
  const removed = life.people.italianTeacher.teacherId;

  const silent = await founder.submit(await founder.get(page), `${page}/remove`, { removed, reason: '' });
  expect(silent.status).toBe(422);
  expect(silent.html).toContain(`value="${removed}" selected`);
  await founder.submit(silent, `${page}/remove`, { removed, reason: 'No more time.' });

  expect(await team.members(projectId)).toEqual(['founder frenchFounder', 'founder greekFounder']);
  expect((await (await visitor('italianTeacher')).get(page)).status).toBe(404);
  expect((await (await visitor('greekEvaluator')).get(page)).url).toBe(page);
});
