// What a lifecycle costs in Temporal: every event is written, kept and read again at each replay.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyCost } from '../../bench/decisions/history-cost.js';
import { labelWorkflowId, projectWorkflowId } from '../../temporal/names.js';
import { completeProject } from '../../usecases/complete-project.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { COUNCIL_APPROVES, evaluation } from '../support/contents.js';
import { closeIn } from '../support/deadline.js';
import { eventsOf, kindOf } from '../support/histories.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { publishRules } from '../support/rules.js';
import { until } from '../support/until.js';

/** Events that a command or a rung costs, and those that a lifecycle has whatever happens in it. */
const MOST = { decision: 8, rung: 5, fixed: 40 };
/** Ten working days in some seconds. */
const FAST = 500_000;

let life: Lifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openLifecycle('counts');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life.close());

/** The events that an action adds, once a workflow task has followed it. */
async function added(workflowId: string, act: () => Promise<unknown>): Promise<string[]> {
  const before = (await eventsOf(life, workflowId)).length;
  await act();
  return (await eventsOf(life, workflowId)).slice(before).map(kindOf);
}

describe('given a lifecycle from submission to the label', () => {
  test('each command costs at most 8 events, each timer at most 5, and all the rest together at most 40', async () => {
    const { owner, deps, people } = life;
    const rules = await publishRules(owner);
    const projectId = await actions.activate({ rulebookId: rules.rulebookId });
    await closeIn(owner, rules, 2_000);
    await completeProject(deps, people.greekFounder.actor, 'complete', projectId, { summary: 'All went well.' });
    const { applicationId } = await actions.apply('greekFounder', projectId);
    await actions.labelWith(applicationId, 'evaluation');
    await actions.answer('greekEvaluator', projectId, 'labelEvaluation', 'GR', evaluation());
    const label = labelWorkflowId(projectId, people.greekFounder.teacherId);
    await deps.temporal.workflow.getHandle(label).result();

    const cost = await historyCost(deps.temporal, [projectWorkflowId(projectId), label]);

    // Submission, council, two NSOs, completion, application, evaluation; then what the deadline brought about.
    expect(cost.decisions).toBe(7);
    expect(cost.rungs).toBeGreaterThanOrEqual(1);
    expect(cost.eventsPerDecision).toBeLessThanOrEqual(MOST.decision);
    expect(cost.eventsPerRung).toBeLessThanOrEqual(MOST.rung);
    expect(cost.fixedEvents).toBeLessThanOrEqual(MOST.fixed);
  });

  test('a decision that ends one timer and begins another is one workflow task and 8 events', async () => {
    const projectId = await actions.submit();
    const events = await added(projectWorkflowId(projectId), () =>
      actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_APPROVES),
    );
    expect(events.filter((kind) => kind === 'workflowTaskStarted')).toHaveLength(1);
    expect(events.length).toBeLessThanOrEqual(MOST.decision);
  });
});

describe('given a task that nobody decides', () => {
  test('its reminder and its escalation cost at most 5 events each, and one more where the next is armed', async () => {
    const { rulebookId } = await publishRules(life.owner, { closesInMs: 50_000, ratio: FAST });
    const projectId = await actions.submit({ rulebookId });
    const workflowId = projectWorkflowId(projectId);
    const row = () => actions.task(projectId, 'councilApproval');

    const events = await added(workflowId, async () => {
      await until('the escalation', async () => (await row()).escalated_at);
      await until(
        'its workflow task',
        async () => kindOf((await eventsOf(life, workflowId)).at(-1) ?? {}) === 'markerRecorded',
      );
    });

    const rungs = splitAt(events, 'timerFired');
    expect(rungs).toHaveLength(2);
    const [reminder = [], escalation = []] = rungs;
    expect(reminder.filter((kind) => kind === 'timerStarted')).toHaveLength(1);
    expect(reminder.length).toBeLessThanOrEqual(MOST.rung + 1);
    expect(escalation.length).toBeLessThanOrEqual(MOST.rung);
  });
});

/** The lists that begin at each event of that kind. */
function splitAt(kinds: readonly string[], first: string): string[][] {
  const starts = kinds.flatMap((kind, index) => (kind === first ? [index] : []));
  return starts.map((start, index) => kinds.slice(start, starts[index + 1]));
}
