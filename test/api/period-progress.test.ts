import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPeriodsOnce } from '../../usecases/start-periods.js';
import { seedApplication, seedProject, seedTask } from '../support/seed.js';
import { until } from '../support/until.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';

let api: LifecycleApi;
let periodId: string;
beforeAll(async () => {
  api = await lifecycleApi('period_progress');
  const { lifecycle } = api;
  const { owner } = lifecycle;
  periodId = `${lifecycle.rulebookId}/2022`;
  for (const applicant of ['greekFounder', 'frenchFounder'] as const) {
    const nsoId = applicant === 'greekFounder' ? 'GR' : 'FR';
    const projectId = await seedProject(lifecycle, {
      members: ['greekFounder', 'frenchFounder'],
      nsoIds: ['GR', 'FR'],
      status: 'completed',
    });
    const applicationId = await seedApplication(lifecycle, { projectId, applicant, nsoId });
    const inPeriod = { status: 'evaluation' as const, period_id: periodId };
    await owner.updateTable('label_applications').set(inPeriod).where('application_id', '=', applicationId).execute();
    const dueAt = new Date(Date.now() - 1000).toISOString();
    await seedTask(lifecycle, { projectId, kind: 'labelEvaluation', nsoId, applicationId, dueAt });
  }
  await startPeriodsOnce(lifecycle.deps, { spreadMs: 0 });
  await until('the periods have begun', async () => {
    const rows = await owner.selectFrom('evaluation_periods').selectAll().where('period_id', '=', periodId).execute();
    return rows.length === 3 && rows.every(({ seq }) => seq > 0);
  });
}, 60_000);
afterAll(() => api.close());

type Person = Parameters<LifecycleApi['as']>[0];
const progress = (person: Person, id = periodId) =>
  api.as(person, { url: `/api/periods/${encodeURIComponent(id)}/progress` });

const COUNTS = {
  received: 1,
  submitted: 0,
  frozen: 0,
  inEvaluation: 1,
  awarded: 0,
  refused: 0,
  overdue: 1,
  unclaimed: 1,
};

describe('the progress of a period', () => {
  it.each(['greekEvaluator', 'greekAdministrator'] as const)('%s: of the own NSO, and of no other', async (person) => {
    const answer = await progress(person);

    expect(answer.statusCode).toBe(200);
    expect(answer.json().items).toEqual([{ nsoId: 'GR', status: 'applications', progress: COUNTS, results: null }]);
  });

  it('is of every NSO for those who answer for the programme', async () => {
    const { items } = (await progress('cssOfficer')).json();

    expect(items.map((item: { nsoId: string }) => item.nsoId)).toEqual(['FR', 'GR', 'IT']);
    expect(items[0].progress).toEqual(COUNTS);
    expect(items[2].progress).toMatchObject({ received: 0, unclaimed: 0 });
  });

  it.each(['greekFounder', 'athensHead'] as const)('%s: is refused', async (person) => {
    const answer = await progress(person);

    expect([answer.statusCode, answer.json().code]).toEqual([403, 'notYourRole']);
  });

  it('is not found for a period that was never published, nor for what is no period’s id', async () => {
    expect((await progress('greekEvaluator', `${api.lifecycle.rulebookId}/1999`)).statusCode).toBe(404);
    expect((await progress('greekEvaluator', 'no period')).statusCode).toBe(404);
  });
});
