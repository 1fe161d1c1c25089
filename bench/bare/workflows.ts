// The least that has the product's shape: an Update is answered by one local activity that inserts one row. A project
// takes six Updates and starts an application; the application waits for one timer and takes one Update.
import {
  allHandlersFinished,
  condition,
  ParentClosePolicy,
  proxyLocalActivities,
  setHandler,
  sleep,
  startChild,
} from '@temporalio/workflow';
import { type BareActivities, type BareApplication, type BareCommand, bareUpdate } from './messages.js';

const { recordRow } = proxyLocalActivities<BareActivities>({
  startToCloseTimeout: '15 seconds',
  localRetryThreshold: '1 minute',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '3 seconds' },
});

/** @returns when its application was started */
export async function bareProjectWorkflow({ projectId }: { projectId: string }): Promise<void> {
  let application: BareApplication | null = null;
  setHandler(bareUpdate, async (command: BareCommand) => {
    const { kind, commandId } = command;
    const answer = await recordRow({ subjectId: projectId, cause: `command/${commandId}`, kind });
    application = command.application;
    return answer;
  });
  await condition(() => application !== null);
  await startChild(bareLabelWorkflow, {
    workflowId: `bare-label/${(application as unknown as BareApplication).applicationId}`,
    args: [application as unknown as BareApplication],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
  await condition(allHandlersFinished);
}

/** @returns when it was evaluated */
export async function bareLabelWorkflow({ applicationId, closesAt }: BareApplication): Promise<void> {
  let evaluated = false;
  setHandler(bareUpdate, async ({ commandId, kind }: BareCommand) => {
    const answer = await recordRow({ subjectId: applicationId, cause: `command/${commandId}`, kind });
    evaluated = true;
    return answer;
  });
  await sleep(Math.max(Date.parse(closesAt) - Date.now(), 1));
  await recordRow({ subjectId: applicationId, cause: 'timer/close', kind: 'frozen' });
  await condition(() => evaluated);
  await condition(allHandlersFinished);
}
