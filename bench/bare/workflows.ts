// The least that has the product's shape: every Update, and every timer, is answered by one local activity that inserts one
// row. A project takes five Updates and two timers, its application two Updates and a timer: the product's causes, in its order.
import { allHandlersFinished, condition, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow';
import { type BareActivities, type BareCommand, bareUpdate } from './messages.js';

const { recordRow } = proxyLocalActivities<BareActivities>({
  startToCloseTimeout: '15 seconds',
  localRetryThreshold: '1 minute',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '3 seconds' },
});

/** @returns when its second timer has rung */
export async function bareProjectWorkflow({ projectId }: { projectId: string }): Promise<void> {
  let rings: readonly string[] = [];
  setHandler(bareUpdate, async (command: BareCommand) => {
    const answer = await recordRow({ subjectId: projectId, cause: `command/${command.commandId}`, kind: command.kind });
    rings = command.ringsAt;
    return answer;
  });
  await condition(() => rings.length > 0);
  for (const at of rings) {
    await sleep(Math.max(Date.parse(at) - Date.now(), 1));
    await recordRow({ subjectId: projectId, cause: `timer/${at}`, kind: 'rung' });
  }
  await condition(allHandlersFinished);
}

/** @returns when it was evaluated */
export async function bareLabelWorkflow({ applicationId }: { applicationId: string }): Promise<void> {
  let received: BareCommand | null = null;
  let evaluated = false;
  setHandler(bareUpdate, async (command: BareCommand) => {
    const { commandId, kind } = command;
    const answer = await recordRow({ subjectId: applicationId, cause: `command/${commandId}`, kind });
    evaluated = received !== null;
    received ??= command;
    return answer;
  });
  await condition(() => received !== null);
  const [closesAt = ''] = (received as unknown as BareCommand).ringsAt;
  await sleep(Math.max(Date.parse(closesAt) - Date.now(), 1));
  await recordRow({ subjectId: applicationId, cause: 'timer/close', kind: 'frozen' });
  await condition(() => evaluated);
  await condition(allHandlersFinished);
}
