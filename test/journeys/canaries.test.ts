import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labelWorkflowId, projectWorkflowId } from '../../temporal/names.js';
import { type Journey, startJourney, until } from './support/journey.js';
import { activate, task } from './support/steps.js';

const canary = (what: string) => `${what}${randomBytes(6).toString('hex')}`;
const IN_NAME = canary('Name');
const IN_MAIL = canary('mail');
const IN_SCHOOL = canary('School');
const IN_TITLE = canary('Title');
const IN_TEXT = canary('Text');
const IN_FEEDBACK = canary('Feedback');
const CANARIES = [IN_NAME, IN_MAIL, IN_SCHOOL, IN_TITLE, IN_TEXT, IN_FEEDBACK];

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ closesInMs: 25_000 });
  const { owner } = journey;
  for (const { actor } of Object.values(journey.people)) {
    const change = { display_name: `${IN_NAME} ${actor.userId}`, email: `${IN_MAIL}-${actor.userId}@schools.example` };
    await owner.updateTable('users').set(change).where('user_id', '=', actor.userId).execute();
  }
  await owner.updateTable('schools').set({ name: IN_SCHOOL }).execute();
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test('given a whole lifecycle full of names, addresses and texts, when Temporal and the logs are searched, then none of them is there', async () => {
  const projectId = await activate(journey, IN_TITLE);
  const applicationId = await award(projectId);

  const { temporal, owner } = journey;
  const { teacher_id: teacherId } = await owner
    .selectFrom('label_applications')
    .select('teacher_id')
    .where('application_id', '=', applicationId)
    .executeTakeFirstOrThrow();
  const workflows = [projectWorkflowId(projectId), labelWorkflowId(projectId, teacherId)];
  const histories = await Promise.all(workflows.map((id) => temporal.workflow.getHandle(id).fetchHistory()));
  const inHistories = [Buffer.from(JSON.stringify(histories))];
  const files = await temporalFiles();
  const logs = await journey.logs();

  // What must be there shows that the search can find: ids in Temporal and in its files, the requests in the logs.
  expect(appearsIn(inHistories, applicationId)).toBe(true);
  expect(appearsIn(files, projectId)).toBe(true);
  expect(logs.includes('/api/projects')).toBe(true);
  for (const word of CANARIES) {
    expect(appearsIn(inHistories, word)).toBe(false);
    expect(appearsIn(files, word)).toBe(false);
    expect(appearsIn([Buffer.from(logs)], word)).toBe(false);
  }
  const mails = await until('the mails have come', async () => {
    const arrived = await journey.mails();
    return arrived.some((mail) => mail.text.includes(IN_FEEDBACK)) && arrived;
  });
  expect(JSON.stringify(mails).includes(IN_TITLE)).toBe(true);
}, 120_000);

/** Completes the project, applies for the label, and has it evaluated. @returns the application's id. */
async function award(projectId: string): Promise<string> {
  await journey.send('greekFounder', 'POST', `/api/projects/${projectId}/complete`, { summary: `Done. ${IN_TEXT}` });
  const { label } = (await journey.send('greekFounder', 'GET', `/api/rulebooks/${journey.rulebookId}`)).body.rulebook;
  const content = {
    selfAssessment: label.criteria.map(({ id }: { id: string }) => ({ criterion: id, text: IN_TEXT })),
    twinspaceDeclaration: { activities: true, communication: true, record: true },
    resultsLinks: [],
  };
  const drafted = await journey.send('greekFounder', 'POST', `/api/projects/${projectId}/label-applications`, {
    content,
  });
  const { applicationId } = drafted.body;
  await journey.send('greekFounder', 'POST', `/api/label-applications/${applicationId}/submit`, {});
  const evaluation = await until(
    'the evaluation opens',
    () => task(journey, projectId, 'labelEvaluation', 'GR'),
    60_000,
  );
  const scores = label.criteria.map(({ id, maximum }: { id: string; maximum: number }) => {
    return { criterion: id, points: maximum, comment: IN_TEXT };
  });
  const subCriteria = label.subCriteria.map(({ id, maximum }: { id: string; maximum: number }) => ({
    id,
    points: maximum,
  }));
  const decided = await journey.send('greekEvaluator', 'POST', `/api/tasks/${evaluation.task_id}/decide`, {
    scores,
    subCriteria,
    twinspaceConfirmations: content.twinspaceDeclaration,
    feedback: IN_FEEDBACK,
  });
  expect(decided).toMatchObject({ status: 200, body: { outcome: 'award' } });
  return applicationId;
}

async function temporalFiles(): Promise<Buffer[]> {
  const folder = path.join(journey.system.folder, 'temporal');
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Promise.all(names.map((entry) => readFile(path.join(entry.parentPath, entry.name))));
}

/** Looks for a word as it is, in two bytes a letter, and at each of the three places that base64 may begin at. */
function appearsIn(buffers: readonly Buffer[], word: string): boolean {
  const plain = Buffer.from(word);
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), plain]).toString('base64');
    return Buffer.from(shifted.slice(offset === 0 ? 0 : 4, -4));
  });
  const forms = [plain, Buffer.from(word, 'utf16le'), ...base64];
  return buffers.some((buffer) => forms.some((form) => buffer.includes(form)));
}
