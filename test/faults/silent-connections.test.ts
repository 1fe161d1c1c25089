// Connections that are lost without a word, as where a router has forgotten them: nobody is told, nothing is ever answered.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectMails } from '../journeys/support/expect-mails.js';
import { submit, taskId } from '../journeys/support/steps.js';
import { decideCouncil, expectApproved } from './support/fault-scene.js';
import { type RelayedJourney, startRelayedJourney } from './support/relayed-journey.js';

let relayed: RelayedJourney;
beforeAll(async () => {
  relayed = await startRelayedJourney();
}, 60_000);
afterAll(() => relayed?.close(), 60_000);

test('given a step whose connection falls silent while PostgreSQL holds its lock, when it is decided, then it is answered, kept once, and all agree', async () => {
  const { journey, relays } = relayed;
  const projectId = await submit(journey);
  const council = await taskId(journey, projectId, 'councilApproval', 'GR');
  const losing = relays['worker-postgres'].loseAnswer({ asked: 'command/', answer: '', how: 'silence' });

  const answering = decideCouncil(journey, council);

  await losing;
  await expectApproved(journey, projectId, council, await answering);
}, 60_000);

test('given connections of the api and to the mailbox that have all fallen silent, when a decision is sent, then it is answered, kept once, and told', async () => {
  const { journey, relays } = relayed;
  const projectId = await submit(journey);
  const council = await taskId(journey, projectId, 'councilApproval', 'GR');
  for (const edge of ['api-postgres', 'api-temporal', 'worker-mailbox'] as const) relays[edge].silence();

  const answer = await decideCouncil(journey, council);

  await expectApproved(journey, projectId, council, answer);
  await expectMails(journey);
  expect((await journey.mails()).length).toBeGreaterThan(0);
}, 60_000);
