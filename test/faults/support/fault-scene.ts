// One decision, one process that is killed while the decision is at a named point, and what must hold afterwards.
import { expect } from '@jest/globals';
import { expectMails } from '../../journeys/support/expect-mails.js';
import { type Journey, startJourney } from '../../journeys/support/journey.js';
import { submit, taskId } from '../../journeys/support/steps.js';
import { COUNCIL_APPROVES } from '../../support/contents.js';
import { type Fault, killAt } from './kill-at.js';
import { expectOneStory } from './one-story.js';

export interface FaultScene {
  journey: Journey;
  /** Sends a decision, kills the process while the decision or its mails are at the point, and checks everything. */
  killDuringDecision(...fault: Fault): Promise<void>;
  /** Checks what all that was planned to be told has come to. */
  expectAllMails(): Promise<void>;
  close(): Promise<void>;
}

/** Every decision of a scene is one of its own on a project of its own: earlier faults leave nothing that helps later ones. */
export async function openFaultScene(): Promise<FaultScene> {
  const journey = await startJourney();

  return {
    journey,
    async killDuringDecision(...fault) {
      const [point] = fault;
      const projectId = await submit(journey);
      const council = await taskId(journey, projectId, 'councilApproval', 'GR');
      const isOfMail = point === 'mailClaimed' || point === 'mailSent';
      let answering: ReturnType<Journey['send']> | undefined;

      await killAt(journey, fault, isOfMail ? '' : projectId, async () => {
        answering = decideCouncil(journey, council);
      });

      await expectApproved(journey, projectId, council, await answering);
    },
    expectAllMails: () => expectMails(journey),
    close: () => journey.close(),
  };
}

export function decideCouncil(journey: Journey, council: string): ReturnType<Journey['send']> {
  return journey.send('athensHead', 'POST', `/api/tasks/${council}/decide`, COUNCIL_APPROVES);
}

/** The decision was answered, is there once, and everything else tells of it too. */
export async function expectApproved(
  journey: Journey,
  projectId: string,
  council: string,
  answer: Awaited<ReturnType<Journey['send']>> | undefined,
): Promise<void> {
  expect(answer).toMatchObject({ status: 200, body: { kind: 'applied', outcome: 'approve', status: 'nsos' } });
  await expectOneStory(journey, projectId);
  const decisions = journey.owner.selectFrom('decisions').select(['decision_id', 'outcome']);
  const made = await decisions.where('task_id', '=', council).execute();
  expect(made).toEqual([{ decision_id: answer?.body.commandId, outcome: 'approve' }]);
}
