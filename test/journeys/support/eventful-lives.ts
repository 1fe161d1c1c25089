// Projects whose people write canaries wherever anything can be written, while parts of the system are down now and then.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listPeriods } from '../../../records/rulebooks.js';
import { signInAt } from '../../../scripts/demo/sign-in.js';
import { application, COUNCIL_APPROVES, evaluation } from '../../support/contents.js';
import { closeIn } from '../../support/deadline.js';
import { europeanProject } from '../../support/programme.js';
import type { Canaries } from './canary.js';
import type { Journey } from './journey.js';
import { decide, send, submit, taskId } from './steps.js';
import { until } from './until.js';

type Lives = { journey: Journey; canaries: Canaries };

/** Until the deadline: enough for the application and its edit, which come first. */
const CLOSES_IN_MS = 10_000;

/** From the draft to the label that is awarded, with a project that is rejected and others meanwhile. @returns the ids. */
export async function liveEventfully(lives: Lives): Promise<{ projectId: string; applicationId: string }> {
  const { projectId, applicationId } = await applyForLabel(lives);
  await rejectedWhileRecordsAreAway(lives);
  await withdrawnWhileMailIsAway(lives);
  await rejectedByCouncil(lives);
  await askBadly(lives);
  await award(lives, projectId, applicationId);
  return { projectId, applicationId };
}

async function applyForLabel({ journey, canaries }: Lives) {
  const projectId = await submitted({ journey, canaries });
  const approval = { outcome: 'approve', reason: canaries.text('reason of an approval') };
  await approvedByCouncil({ journey, canaries }, projectId);
  await decide(journey, 'greekEvaluator', await taskId(journey, projectId, 'nsoApproval', 'GR'), approval);
  await decide(journey, 'frenchEvaluator', await taskId(journey, projectId, 'nsoApproval', 'FR'), approval);
  const summary = canaries.text('summary of a completed project');
  await send(journey, 'greekFounder', 'POST', `/api/projects/${projectId}/complete`, { summary });

  const periods = await listPeriods(journey.owner, journey.rulebookId);
  const periodIds = periods.map((period) => period.periodId);
  await closeIn(journey.owner, { rulebookId: journey.rulebookId, closesAt: '', periodIds }, CLOSES_IN_MS);
  const drafted = await send(journey, 'greekFounder', 'POST', `/api/projects/${projectId}/label-applications`, {
    content: application(canaries.text('self-assessment')),
  });
  const url = `/api/label-applications/${drafted.applicationId}`;
  await send(journey, 'greekFounder', 'POST', `${url}/submit`, {});
  await send(journey, 'greekFounder', 'PUT', url, { content: application(canaries.text('edited self-assessment')) });
  return { projectId, applicationId: drafted.applicationId as string };
}

/** The rejection comes to a worker that cannot reach the records, and has to be tried again. */
async function rejectedWhileRecordsAreAway({ journey, canaries }: Lives): Promise<void> {
  const { system } = journey;
  const projectId = await submitted({ journey, canaries });
  await approvedByCouncil({ journey, canaries }, projectId);
  const task = await taskId(journey, projectId, 'nsoApproval', 'FR');
  const rejection = { outcome: 'reject', reason: canaries.text('reason of a rejection') };

  await system.kill('worker', 'SIGSTOP');
  const rejected = decide(journey, 'frenchEvaluator', task, rejection);
  await until('the rejection is taken in', () =>
    journey.owner.selectFrom('intake').select('command_id').where('task_id', '=', task).executeTakeFirst(),
  );
  await system.kill('postgres', 'SIGKILL', 'stays down');
  await system.kill('worker', 'SIGCONT');
  const content = europeanProject(journey, canaries.text('title while the records are away'));
  const failed = await journey.ask('greekFounder', 'POST', '/api/projects', { content }, 'a draft');
  if (!failed || failed.status < 500) throw new Error(`without records: ${failed?.status}`);
  await until('the worker has tried to record', async () => (await logOf(journey, 'worker')).includes('ECONNREFUSED'));
  await system.restart('postgres');
  await rejected;

  const tooLate = await taskId(journey, projectId, 'nsoApproval', 'GR');
  const late = { outcome: 'reject', reason: canaries.text('reason that came too late') };
  await refused(journey.send('greekEvaluator', 'POST', `/api/tasks/${tooLate}/decide`, late));
}

async function withdrawnWhileMailIsAway({ journey, canaries }: Lives): Promise<void> {
  const projectId = await submitted({ journey, canaries });
  await journey.system.kill('mailbox', 'SIGKILL', 'stays down');
  const reason = canaries.text('reason of a withdrawal');
  const key = canaries.word('idempotency key');
  await send(journey, 'greekFounder', 'POST', `/api/projects/${projectId}/withdraw`, { reason }, key);
  await until('a mail could not be sent', () =>
    journey.owner
      .selectFrom('outbox')
      .select('mail_id')
      .where('project_id', '=', projectId)
      .where('last_error', 'is not', null)
      .executeTakeFirst(),
  );
  await journey.system.restart('mailbox');
}

async function rejectedByCouncil({ journey, canaries }: Lives): Promise<void> {
  const projectId = await submitted({ journey, canaries });
  const reason = canaries.text('reason of a council');
  const rejection = { ...COUNCIL_APPROVES, outcome: 'reject', actNumber: canaries.word('number of an act'), reason };
  await decide(journey, 'athensHead', await taskId(journey, projectId, 'councilApproval', 'GR'), rejection);
}

/** Requests that nobody should send, and a sign-in that fails. */
async function askBadly({ journey, canaries }: Lives): Promise<void> {
  const content = europeanProject(journey, canaries.text('title of a refused draft'));
  const asFounder = (method: string, url: string, body?: unknown) => journey.send('greekFounder', method, url, body);
  const wrong = { [canaries.word('unknown field')]: canaries.text('value of an unknown field') };
  await refused(asFounder('POST', '/api/projects', { content, ...wrong }));
  await refused(asFounder('POST', '/api/projects', { content: { ...content, title: [content.title] } }));
  await refused(asFounder('GET', `/api/projects/${canaries.word('id in a path')}`));
  await refused(asFounder('GET', `/api/${canaries.word('path of no route')}`));
  await asFounder('GET', `/api/teachers?search=${encodeURIComponent(canaries.text('search'))}`);

  const json = { 'content-type': 'application/json', authorization: `Bearer ${canaries.word('token')}` };
  const { web, identity } = journey.system.urls;
  await fetch(`${web}/api/projects`, { method: 'POST', headers: json, body: `{"x":"${canaries.word('broken JSON')}` });
  await fetch(`${web}/auth/callback?code=${canaries.word('code')}&state=${canaries.word('state')}`);
  const signIn = await signInAt(identity);
  const stranger = { email: `${canaries.word('stranger')}@schools.example`, password: canaries.word('wrong password') };
  await signIn(stranger).then(
    () => Promise.reject(new Error('a stranger was let in')),
    () => undefined,
  );
}

async function award({ journey, canaries }: Lives, projectId: string, applicationId: string): Promise<void> {
  const task = await taskId(journey, projectId, 'labelEvaluation', 'GR');
  const late = { content: application(canaries.text('edit that came too late')) };
  await refused(journey.send('greekFounder', 'PUT', `/api/label-applications/${applicationId}`, late));
  const { scores, ...rest } = evaluation();
  const commented = scores.map((score) => ({ ...score, comment: canaries.text('comment') }));
  const feedback = canaries.text('feedback');
  const decided = await decide(journey, 'greekEvaluator', task, { ...rest, scores: commented, feedback });
  if (decided.outcome !== 'award') throw new Error(`not awarded: ${decided.outcome}`);
}

async function submitted({ journey, canaries }: Lives): Promise<string> {
  const { founders } = europeanProject(journey);
  return submit(journey, {
    title: canaries.text('title'),
    shortDescription: canaries.text('description'),
    goals: canaries.text('goals'),
    timetable: canaries.text('timetable'),
    expectedResults: canaries.text('expected results'),
    founders: [
      { ...founders[0], roleText: canaries.text('role of the first founder') },
      { ...founders[1], roleText: canaries.text('role of the second founder') },
    ],
  });
}

async function approvedByCouncil({ journey, canaries }: Lives, projectId: string): Promise<void> {
  const approval = { ...COUNCIL_APPROVES, actNumber: canaries.text('number of an act') };
  await decide(journey, 'athensHead', await taskId(journey, projectId, 'councilApproval', 'GR'), approval);
}

async function refused(sent: ReturnType<Journey['send']>): Promise<void> {
  const { status, body } = await sent;
  if (status < 400) throw new Error(`not refused: ${status} ${JSON.stringify(body)}`);
}

async function logOf({ system }: Journey, name: string): Promise<string> {
  return readFile(path.join(system.folder, 'logs', `${name}.log`), 'utf8');
}
