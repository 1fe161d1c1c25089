import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectMails } from '../journeys/support/expect-mails.js';
import { submit, taskId } from '../journeys/support/steps.js';
import { until } from '../journeys/support/until.js';
import { decideCouncil, expectApproved } from './support/fault-scene.js';
import { type Edge, type RelayedJourney, startRelayedJourney } from './support/relayed-journey.js';

/** As PostgreSQL says that a transaction is committed. */
const COMMITTED = 'COMMIT\0';

let relayed: RelayedJourney;
beforeAll(async () => {
  relayed = await startRelayedJourney();
}, 60_000);
afterAll(() => relayed?.close(), 60_000);

/** Connections are reset when the other side has done what it was asked, and before it could say so. */
describe('given a decision', () => {
  test.each<[string, Edge, (council: string) => string, string]>([
    ['that it is taken in', 'api-postgres', (council) => council, COMMITTED],
    ['that its step is committed', 'worker-postgres', () => 'command/', COMMITTED],
    ['of its Update', 'api-temporal', (council) => council, '"applied"'],
  ])(
    'when the answer %s is lost between %s, then it is answered, kept once, and records, workflow and journal agree',
    async (_what, edge, asked, answer) => {
      const { journey, relays } = relayed;
      const projectId = await submit(journey);
      const council = await taskId(journey, projectId, 'councilApproval', 'GR');
      const losing = relays[edge].loseAnswer({ asked: asked(council), answer });

      const answering = decideCouncil(journey, council);

      await losing;
      await expectApproved(journey, projectId, council, await answering);
    },
    60_000,
  );

  test('when the answer to its workflow task is lost between worker and Temporal, then it is answered, kept once, and all agree', async () => {
    const { journey, relays } = relayed;
    const projectId = await submit(journey);
    const council = await taskId(journey, projectId, 'councilApproval', 'GR');
    const committed = await journey.arm('stepCommitted', 'pause', projectId);
    const answering = decideCouncil(journey, council);
    await until('the step is committed', committed.isReached);

    const losing = relays['worker-temporal'].loseAnswer({ asked: '', answer: '' });
    await committed.release();

    await losing;
    await expectApproved(journey, projectId, council, await answering);
  }, 60_000);

  test('when the answer to its mail is lost between worker and mailbox, then the mail comes twice, under one Message-ID', async () => {
    const { journey, relays } = relayed;
    const projectId = await submit(journey);
    const council = await taskId(journey, projectId, 'councilApproval', 'GR');
    await expectMails(journey);
    const losing = relays['worker-mailbox'].loseAnswer({ asked: '\r\n.\r\n', answer: '250' });

    const answer = await decideCouncil(journey, council);

    await losing;
    await expectApproved(journey, projectId, council, answer);
    await expectMails(journey);
    const ids = (await journey.mails()).map(({ messageId }) => messageId);
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
  }, 60_000);
});
