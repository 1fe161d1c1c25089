import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failpoint } from '../../../failpoints/failpoint.js';
import { expectMails } from '../../journeys/support/expect-mails.js';
import { submit, taskId } from '../../journeys/support/steps.js';
import { until } from '../../journeys/support/until.js';
import { decideCouncil, expectApproved } from './fault-scene.js';
import type { Relay } from './relay.js';
import { type Edge, type RelayedJourney, startRelayedJourney } from './relayed-journey.js';

const FAULT_LASTS_MS = 1_500;
const SLOW_MS = 40;

/** Where a decision is held when the fault begins: right before its way goes over that edge. */
const BEFORE: Record<Edge, Failpoint> = {
  'api-postgres': 'intakeCommitted',
  'api-temporal': 'intakeCommitted',
  'worker-postgres': 'stepBegun',
  'worker-temporal': 'stepCommitted',
  'worker-mailbox': 'mailClaimed',
};
const FAULTS = {
  'reset, and refused for a while': (relay) => relay.cut(),
  'stalled for a while': (relay) => relay.stall(),
  'closed towards the process': (relay) => relay.halfClose(),
} as const satisfies Record<string, (relay: Relay) => void>;

const names = Object.keys(FAULTS) as (keyof typeof FAULTS)[];

/** Brings each fault upon each of these edges while a decision is on its way, on one system, and looks at the mails when all is over. */
export function testNetworkFaults(edges: readonly Edge[]): void {
  let relayed: RelayedJourney;
  beforeAll(async () => {
    relayed = await startRelayedJourney();
  }, 60_000);
  afterAll(() => relayed?.close(), 60_000);

  describe('given a decision on its way', () => {
    test.each(edges.flatMap((edge) => names.map((name) => [edge, name] as const)))(
      'when connections %s are %s, then it is answered, kept once, and records, workflow and journal agree',
      async (edge, name) => {
        const { journey, relays } = relayed;
        const projectId = await submit(journey);
        const council = await taskId(journey, projectId, 'councilApproval', 'GR');
        const held = await journey.arm(BEFORE[edge], 'pause', edge === 'worker-mailbox' ? '' : projectId);
        const answering = decideCouncil(journey, council);
        await until('it is on its way', held.isReached);

        FAULTS[name](relays[edge]);
        await held.release();
        if (name !== 'closed towards the process') await wait(FAULT_LASTS_MS);
        relays[edge].heal();

        await expectApproved(journey, projectId, council, await answering);
      },
      60_000,
    );

    test('when everything is slow, then it is answered, kept once, and records, workflow and journal agree', async () => {
      const { journey, relays } = relayed;
      for (const relay of Object.values(relays)) relay.slow(SLOW_MS);

      const projectId = await submit(journey);
      const council = await taskId(journey, projectId, 'councilApproval', 'GR');
      const answer = await decideCouncil(journey, council);

      await expectApproved(journey, projectId, council, answer);
      for (const relay of Object.values(relays)) relay.heal();
    }, 60_000);

    test('when all of it is over, then every mail that was planned has arrived, under one Message-ID', async () => {
      await expectMails(relayed.journey);
      expect((await relayed.journey.mails()).length).toBeGreaterThan(0);
    }, 60_000);
  });
}
