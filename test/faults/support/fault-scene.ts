// One decision, one process that is killed while the decision is at a named point, and what must hold afterwards.
import { expect } from '@jest/globals';
import type { Failpoint } from '../../../failpoints/failpoint.js';
import { expectMails } from '../../journeys/support/expect-mails.js';
import { type Journey, startJourney } from '../../journeys/support/journey.js';
import { expectKept, expectSettled, expectSound } from '../../journeys/support/soundness.js';
import { submit, taskId } from '../../journeys/support/steps.js';
import { until } from '../../journeys/support/until.js';
import { ARMED_AFTER_FAULT_MS, expectAgreement } from '../../support/agreement.js';
import { COUNCIL_APPROVES } from '../../support/contents.js';
import { openArmedFolder } from './armed-folder.js';

export type Victim = 'api' | 'worker' | 'temporal' | 'postgres' | 'mailbox';

/** A point, and who is killed while somebody is there. */
export type Fault = readonly [Failpoint, Victim];

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
  const folder = await openArmedFolder();
  const journey = await startJourney({ environment: folder.environment });
  const { system } = journey;

  /** @returns once the process is dead; the supervisor is starting another */
  async function killAt(point: Failpoint, victim: Victim, begin: () => Promise<void>): Promise<void> {
    const before = await until(`the ${victim} runs`, async () => system.pids()[victim]);
    const own = ownerOf(point) === victim;
    const armed = await folder.arm(point, own ? 'kill' : 'pause');
    try {
      await begin();
      await until(`somebody came to ${point}`, armed.isReached);
      if (!own) await system.kill(victim, 'SIGKILL');
      await until(`the ${victim} died`, async () => system.pids()[victim] !== before);
    } finally {
      await armed.release();
    }
  }

  return {
    journey,
    async killDuringDecision(point, victim) {
      const projectId = await submit(journey);
      const council = await taskId(journey, projectId, 'councilApproval', 'GR');
      let answering: ReturnType<Journey['send']> | undefined;

      await killAt(point, victim, async () => {
        answering = journey.send('athensHead', 'POST', `/api/tasks/${council}/decide`, COUNCIL_APPROVES);
      });

      const answer = await answering;
      expect(answer).toMatchObject({ status: 200, body: { kind: 'applied', outcome: 'approve', status: 'nsos' } });
      await expectSettled(journey);
      await expectSound(journey, projectId);
      const witness = { owner: journey.owner, deps: { temporal: journey.temporal } };
      await expectAgreement(witness, projectId, ARMED_AFTER_FAULT_MS);
      await expectKept(journey);
      const decisions = journey.owner.selectFrom('decisions').select(['decision_id', 'outcome']);
      const made = await decisions.where('task_id', '=', council).execute();
      expect(made).toEqual([{ decision_id: answer?.body.commandId, outcome: 'approve' }]);
    },
    expectAllMails: () => expectMails(journey),
    close: () => journey.close(),
  };
}

function ownerOf(point: Failpoint): Victim {
  return point === 'intakeCommitted' || point === 'updateSent' || point === 'answerReceived' ? 'api' : 'worker';
}
