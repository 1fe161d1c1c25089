import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { realInstantOf } from '../../domain/completion-timer.js';
import type { Rung } from '../../domain/due-date.js';
import { rulebookContent } from '../../records/rulebooks.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { COUNCIL_REJECTS } from '../support/contents.js';
import { mailsOf } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import { publishRules } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { until } from '../support/until.js';

let life: SkippingLifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openSkippingLifecycle('lapses');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

const statusOf = async (projectId: string) =>
  (
    await life.owner
      .selectFrom('projects')
      .select('status')
      .where('project_id', '=', projectId)
      .executeTakeFirstOrThrow()
  ).status;
const lapsed = (projectId: string) =>
  until('the project has lapsed', async () => (await statusOf(projectId)) === 'lapsed');

describe('given a project that a council rejected and that nobody resubmits', () => {
  test('R-1.4.a when weeks pass, then its founders are reminded twice, the NSO is told, and in the end it lapses', async () => {
    const { rulebookId } = await publishRules(life.owner, { nowMs: await life.nowMs() });
    const projectId = await actions.submit({ rulebookId });
    await actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_REJECTS);
    const revision = await actions.task(projectId, 'revision');
    const rungs = revision.rungs as Rung[];
    expect(rungs.map((rung) => rung.rung)).toEqual(['reminder-1', 'reminder-2', 'escalation-1', 'lapse']);

    const told = [];
    for (const rung of rungs.slice(0, 3)) {
      const mails = await mailsOf(life, projectId, async () => {
        await life.skipTo(rung.at);
        await until(`${rung.rung} is passed`, async () => {
          return (await actions.task(projectId, 'revision')).next_rung !== rung.rung;
        });
      });
      told.push(...mails);
    }
    expect(told).toEqual([
      ...['taskReminder → frenchFounder', 'taskReminder → greekFounder'],
      ...['taskReminder → frenchFounder', 'taskReminder → greekFounder'],
      'taskEscalated → greekAdministrator',
    ]);
    await life.skipTo(rungs[3]?.at ?? '', -1_000);
    expect(await statusOf(projectId)).toBe('councilRejected');

    const last = await mailsOf(life, projectId, async () => {
      await life.skipTo(rungs[3]?.at ?? '');
      await lapsed(projectId);
    });
    expect(last).toEqual([
      'projectLapsed → frenchFounder',
      'projectLapsed → greekFounder',
      'taskCancelled → frenchFounder',
      'taskCancelled → greekFounder',
    ]);
    await expectAgreement(life, projectId);
    expect(await problemOf(actions.withdraw('greekFounder', projectId))).toMatchObject({ code: 'wrongStatus' });
  });
});

describe('given an active project that nobody completes', () => {
  test('R-1.3.a when the rulebook’s days pass, then its founders are reminded on each, and on the last one it lapses', async () => {
    const rules = await publishRules(life.owner, { nowMs: await life.nowMs() });
    const rulebook = await rulebookContent(life.owner, rules.rulebookId);
    const { remindersOn, lapsesOn } = rulebook.activeProjects;
    const now = new Date(await life.nowMs()).toISOString();
    const ahead = remindersOn.map((on) => realInstantOf({ rulebook }, on)).filter((at) => at > now);
    const lapsesAt = realInstantOf({ rulebook }, lapsesOn);
    const projectId = await actions.activate({ rulebookId: rules.rulebookId });

    const reminders = await mailsOf(life, projectId, async () => {
      await life.skipTo(lapsesAt, -1_000);
      await until('every reminder', async () => {
        const entries = life.owner.selectFrom('journal').select('event').where('project_id', '=', projectId);
        return (await entries.where('event', '=', 'completionReminded').execute()).length === ahead.length;
      });
    });
    expect(ahead.length).toBeGreaterThan(1);
    expect(reminders.filter((mail) => mail === 'completionReminder → greekFounder')).toHaveLength(ahead.length);
    expect(await statusOf(projectId)).toBe('active');

    await life.skipTo(lapsesAt);
    await lapsed(projectId);
    await expectAgreement(life, projectId);
  });
});
