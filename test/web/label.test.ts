// One application on the pages: begun, submitted, frozen at the deadline, evaluated, and its outcome read.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type Actions, actionsOf } from '../support/actions.js';
import { closeIn } from '../support/deadline.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { publishRules, type Rules } from '../support/rules.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let actions: Actions;
let app: FastifyInstance;
let rules: Rules;
beforeAll(async () => {
  life = await openLifecycle('web-label');
  actions = actionsOf(life);
  await life.startWorker();
  rules = await publishRules(life.owner);
  app = await appWithPages(life);
});
afterAll(async () => {
  await app.close();
  await life.close();
});

const CRITERIA = ['collaboration', 'technology', 'pedagogy', 'curriculum', 'results'];
const USES = ['activities', 'communication', 'record'];
const yesTo = (declaration: string) => Object.fromEntries(USES.map((use) => [`${declaration}.${use}:boolean`, 'yes']));
const rowsOf = (list: string, part: string, value: string) =>
  Object.fromEntries(CRITERIA.map((_, index) => [`${list}.${index}.${part}`, value]));

test('R-3.1.0 given a completed project, when a teacher applies and an evaluator scores on the pages, then the teacher reads the outcome', async () => {
  const { rulebookId } = rules;
  const projectId = await actions.complete({ rulebookId });
  const teacher = await Visitor.as(app, life, 'greekFounder');

  // Begun and sent with a criterion left out: nothing is lost, and the field is named.
  const page = await teacher.submit(
    await teacher.get(`/projects/${projectId}`),
    `/projects/${projectId}/label-applications`,
    {},
  );
  const address = page.url;
  const text = {
    ...rowsOf('selfAssessment', 'text', 'Γιατί το κάναμε μαζί.'),
    links: '',
    ...yesTo('twinspaceDeclaration'),
  };
  const incomplete = await teacher.submit(page, address, { ...text, 'selfAssessment.2.text': '', intent: 'submit' });
  expect(incomplete.status).toBe(422);
  expect(incomplete.html).toContain('href="#field-selfAssessment-2-text"');
  expect(incomplete.html).toContain('Γιατί το κάναμε μαζί.');

  const closesAt = await closeIn(life.owner, rules, 5_000);
  const applied = await teacher.submit(incomplete, address, { ...text, intent: 'submit' });
  expect(applied).toMatchObject({ status: 200, url: address });
  const inOtherWindow = await teacher.get(address);
  const edited = await teacher.submit(applied, address, {
    ...text,
    'selfAssessment.2.text': 'Νέο κείμενο.',
    intent: 'save',
  });
  expect(edited.html).toContain('Αποθηκεύτηκε.');

  expect(edited.html).toMatch(/Έκδοση 2: .*Έκδοση 1: /);

  const fromOlder = await teacher.submit(inOtherWindow, address, {
    ...text,
    'selfAssessment.2.text': 'Σε άλλο παράθυρο.',
    'twinspaceDeclaration.record:boolean': 'no',
    intent: 'save',
  });
  expect(fromOlder.status).toBe(412);
  expect(fromOlder.html).toContain('Σε άλλο παράθυρο.');
  expect(fromOlder.html).toMatch(/id="field-selfAssessment-2-text-stored">.*?Νέο κείμενο\./);
  expect(fromOlder.html).toMatch(/id="field-twinspaceDeclaration-record-stored">.*?Ναι/);

  // Gone back to the form that was saved, changed and sent again: its key is used up, its text is not.
  const goneBack = await teacher.submit(applied, address, {
    ...text,
    'selfAssessment.2.text': 'Με το κουμπί «πίσω».',
    intent: 'save',
  });
  expect(goneBack.status).toBe(422);
  expect(goneBack.html).toContain('Με το κουμπί «πίσω».');
  expect(goneBack.html).toMatch(/id="field-selfAssessment-2-text-stored">.*?Νέο κείμενο\./);

  const applicationId = address.split('/').at(-1) ?? '';
  await actions.labelWith(applicationId, 'evaluation');
  const late = await teacher.submit(edited, address, {
    ...text,
    'selfAssessment.2.text': 'Πολύ αργά.',
    intent: 'save',
  });
  expect(late.status).toBe(409);
  expect(late.html).toContain('R-3.1.4');
  expect(late.html).toContain('Πολύ αργά.');
  expect(Date.parse(closesAt)).toBeLessThan(Date.now());

  const evaluator = await Visitor.as(app, life, 'greekEvaluator');
  const taskUrl = `/tasks/${(await actions.task(projectId, 'labelEvaluation')).task_id}`;
  const task = await evaluator.get(taskUrl);
  expect(task.html).toContain('Νέο κείμενο.');
  expect(task.html).not.toContain('Πολύ αργά.');
  const scores = {
    ...rowsOf('scores', 'points:number', '4'),
    ...rowsOf('scores', 'comment', 'Όπως δείχνει το ημερολόγιο.'),
    'subCriteria.0.points:number': '3',
    'subCriteria.1.points:number': '3',
    'subCriteria.2.points:number': '3',
    ...yesTo('twinspaceConfirmations'),
    feedback: 'Πολύ καλό.',
  };
  const missing = await evaluator.submit(task, `${taskUrl}/decide`, {
    ...scores,
    'scores.1.points:number': '',
    'scores.3.points:number': '400',
  });
  expect(missing.status).toBe(422);
  expect(missing.html).toContain('href="#field-scores-1-points"');
  expect(missing.html).toContain('Όπως δείχνει το ημερολόγιο.');
  expect(missing.html).toMatch(/id="field-twinspaceConfirmations-record"[^>]* checked/);

  const outOfRange = await evaluator.submit(missing, `${taskUrl}/decide`, {
    ...scores,
    'scores.3.points:number': '400',
  });
  expect(outOfRange.status).toBe(422);
  expect(outOfRange.html).toContain('href="#field-scores-3-points"');

  const decided = await evaluator.submit(outOfRange, `${taskUrl}/decide`, scores);
  expect(decided.status).toBe(200);
  const outcome = await teacher.get(address);
  expect(outcome.html).toMatch(/Έκδοση 2: [^<]*<strong> \(αυτή μετράει\)/);
  expect(outcome.html).toContain('20/25');
  expect(outcome.html).toContain('Πολύ καλό.');
}, 60_000);
