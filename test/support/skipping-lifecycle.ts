// The lifecycle on a server that skips time: days pass in milliseconds, for Temporal, the records and the rules alike.
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import type { Activities } from '../../activities/create-activities.js';
import type { Instant } from '../../domain/vocabulary.js';
import { eventsOf, hasNoWorkflowTask } from './histories.js';
import { type Lifecycle, openLifecycle, type WorkerSettings } from './lifecycle.js';
import { until } from './until.js';

export interface SkippingLifecycle extends Lifecycle {
  /** What the server's clock, and with it the records', shows now. */
  nowMs(): Promise<number>;
  /** Lets time pass until that instant; timers that come due on the way fire, and what they cause is done when it returns. */
  skipTo(at: Instant, andMs?: number): Promise<void>;
  /** What comes in meanwhile is received at this very instant. */
  receivedAt<T>(at: Instant, work: () => Promise<T>): Promise<T>;
}

/** Opens a lifecycle on a time-skipping server of its own; everything else is as on a server that does not skip. */
export async function openSkippingLifecycle(name: string): Promise<SkippingLifecycle> {
  const path = process.env.TEST_TEMPORAL_SERVER_BINARY;
  if (!path) throw new Error('TEST_TEMPORAL_SERVER_BINARY is not set: run the tests with npm test');
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  const life = await openLifecycle(name, { address: environment.address, namespace: 'default' });
  const { owner } = life;
  await replaceClock(owner);
  const nowMs = () => environment.currentTimeMs();

  /** The records' clock follows the server's: called before anything reads it. */
  async function follow(): Promise<void> {
    const offsetMs = Math.round((await nowMs()) - Date.now());
    await sql`update test_clock set offset_ms = ${offsetMs}`.execute(owner);
  }
  await follow();

  const following = (activities: Activities): Activities => ({
    recordProjectStep: async (step) => {
      await follow();
      return activities.recordProjectStep(step);
    },
    recordLabelStep: async (step) => {
      await follow();
      return activities.recordLabelStep(step);
    },
    recordPeriodStep: async (step) => {
      await follow();
      return activities.recordPeriodStep(step);
    },
  });

  return {
    ...life,
    nowMs,
    startWorker: ({ activities = (real) => real, overrides = {} }: WorkerSettings = {}) =>
      life.startWorker({ activities: (real) => following(activities(real)), overrides }),
    async skipTo(at, andMs = 0) {
      await untilAtRest(life);
      const waitMs = Date.parse(at) + andMs - (await nowMs());
      if (waitMs > 0) await environment.sleep(waitMs);
      await follow();
      await untilAtRest(life);
    },
    async receivedAt(at, work) {
      await sql`update test_clock set received_at = ${at}`.execute(owner);
      return work().finally(() => sql`update test_clock set received_at = null`.execute(owner));
    },
    async close() {
      await life.close();
      await environment.teardown();
    },
  };
}

/**
 * Waits until no workflow has a workflow task to do. A timer counts from the end of the workflow task that starts it:
 * were time skipped in the middle of one, its timer would ring late by all that was skipped.
 */
async function untilAtRest(life: Lifecycle): Promise<void> {
  await until('every workflow is at rest', async () => {
    const { executions } = await life.deps.temporal.workflowService.listOpenWorkflowExecutions({
      namespace: life.namespace,
      maximumPageSize: 1_000,
    });
    const ids = executions.map(({ execution }) => execution?.workflowId ?? '');
    const histories = await Promise.all(ids.map((id) => eventsOf(life, id)));
    return histories.every(hasNoWorkflowTask);
  });
}

/** In this database alone. Receipts are stamped in the api's role, so that only they can be held at one instant. */
async function replaceClock(owner: Lifecycle['owner']): Promise<void> {
  await sql`create table test_clock (offset_ms bigint not null, received_at timestamptz)`.execute(owner);
  await sql`insert into test_clock values (0, null)`.execute(owner);
  await sql`grant select on test_clock to public`.execute(owner);
  await sql`create or replace function records_clock() returns timestamptz language sql volatile as $$
    select case when current_user = 'etwinning_api' and received_at is not null then received_at
      else date_trunc('milliseconds', clock_timestamp()) + offset_ms * interval '1 millisecond' end
    from test_clock $$`.execute(owner);
}
