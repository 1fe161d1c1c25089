import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectClient } from '../../temporal/connection.js';
import { periodWorkflowId } from '../../temporal/names.js';
import { startPeriodStarter, startPeriodsOnce } from '../../usecases/start-periods.js';
import { eventsOf, kindOf } from '../support/histories.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { publishRules } from '../support/rules.js';
import { until } from '../support/until.js';

let life: Lifecycle;
beforeAll(async () => {
  life = await openLifecycle('start_periods');
});
afterAll(() => life.close());

const begun = async (rulebookId: string) => {
  const rows = await life.owner.selectFrom('evaluation_periods').select(['nso_id', 'period_id', 'seq']).execute();
  return rows.filter(({ period_id: id, seq }) => id.startsWith(rulebookId) && seq > 0).map((row) => row.nso_id);
};
/** NSOs in which people of the programme work, each with the two periods of a rulebook. */
const ALL = ['FR', 'FR', 'GR', 'GR', 'IT', 'IT'];

test('R-3.1.5 given a period that was published while Temporal was away, when it is back, then each NSO’s workflow starts, once', async () => {
  const away = connectClient({ address: '127.0.0.1:1', namespace: life.namespace });
  expect(await startPeriodsOnce({ ...life.deps, temporal: away.client }, { spreadMs: 0, withinMs: 500 })).toBe(0);
  await away.close();

  // Nobody steps yet: each of these finds them all without a workflow.
  const found = [
    await startPeriodsOnce(life.deps, { spreadMs: 0 }),
    await startPeriodsOnce(life.deps, { spreadMs: 0 }),
  ];
  expect(found).toEqual([ALL.length, ALL.length]);

  await life.startWorker();
  await until('all have begun', async () => (await begun(life.rulebookId)).length === ALL.length);
  expect((await begun(life.rulebookId)).sort()).toEqual(ALL);
  expect(await startPeriodsOnce(life.deps, { spreadMs: 0 })).toBe(0);
  const events = await eventsOf(life, periodWorkflowId('GR', `${life.rulebookId}/2022`));
  expect(events.map(kindOf).filter((kind) => kind === 'workflowExecutionStarted')).toHaveLength(1);
});

test('R-3.1.5 given a starter that runs, when a rulebook is published later, then its periods get their workflows by themselves', async () => {
  const starter = startPeriodStarter(life.deps, { everyMs: 50, spreadMs: 20 });
  const { rulebookId } = await publishRules(life.owner);

  await until('its periods have begun', async () => (await begun(rulebookId)).length === ALL.length);
  await starter.stop();

  expect((await begun(rulebookId)).sort()).toEqual(ALL);
});
