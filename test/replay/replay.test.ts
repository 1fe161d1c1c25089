// Workflows run for months: what a new release would do with those that an older one has begun.
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, type InjectedSinks, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { readWorkflowBundle } from '../../worker/workflow-bundle.js';
import { payloadsOf, type RecordedHistory, readHistories } from './histories.js';
import { type Outcome, type OutcomeSinks, type Outcomes, recordedOutcomes } from './outcomes.js';
import { RECORDINGS } from './scenarios.js';

/** What people of the recorded ways are called, and wrote. */
const WRITTEN =
  /[\w.-]+@[\w-]+\.[a-z]|School of|Founder|Evaluator|Rivers of Europe|their rivers|partner school|went well|diary|We did it|more time|leaves no room|goals are not|the reading/;
const OF_A_MACHINE = /\/home\/|\/tmp\/|\/root\/|\/Users\/|node_modules|\d+@\w/;

let histories: RecordedHistory[];
beforeAll(async () => {
  // A replay that fails is what one of these tests is about; the logs of it are not for the reader.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'off' } },
  });
  histories = await readHistories();
});

interface Replayed {
  /** Of each history by its name; null where the replay went through. */
  errors: Record<string, Error | null>;
  outcomes: Record<string, Outcomes>;
}

async function replayWith(code: string): Promise<Replayed> {
  const replayed: Replayed = { errors: {}, outcomes: {} };
  const told = (name: string, what: string, outcome: Outcome) => {
    replayed.outcomes[name] = { ...replayed.outcomes[name], [what]: outcome };
  };
  const sinks: InjectedSinks<OutcomeSinks> = {
    outcomes: { told: { fn: (info, what, outcome) => told(info.workflowId, what, outcome), callDuringReplay: true } },
  };
  const given = histories.map(({ name, history }) => ({ workflowId: name, history }));
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { code }, sinks }, given)) {
    replayed.errors[workflowId] = error ?? null;
  }
  return replayed;
}

/** Bundles the workflows, or a variant of them, with modules of this folder's sandbox. */
async function bundleOf(workflows: string, ...interceptors: string[]): Promise<string> {
  const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const { code } = await bundleWorkflowCode({
    workflowsPath: at(workflows),
    workflowInterceptorModules: interceptors.map(at),
    logger: new DefaultLogger('ERROR'),
  });
  return code;
}

const THE_WORKFLOWS = '../../workflows/index.js';
const TELL_OUTCOMES = './sandbox/tell-outcomes.js';
const goneThrough = () => Object.fromEntries(histories.map(({ name }) => [name, null]));
const recorded = () => Object.fromEntries(histories.map(({ name, history }) => [name, recordedOutcomes(history)]));

describe('given the histories that were recorded for each release', () => {
  test('this one’s are all there', () => {
    const names = histories.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(RECORDINGS.map((name) => expect.stringMatching(`/${name}$`))));
  });

  test('when the built workflows replay them, then every one goes through', async () => {
    const { errors } = await replayWith((await readWorkflowBundle()).code);

    expect(errors).toEqual(goneThrough());
    expect(Object.keys(errors).length).toBeGreaterThan(0);
  });

  test('when workflows with one timer more replay them, then not one goes through', async () => {
    const { errors } = await replayWith(await bundleOf('./sandbox/one-timer-more.js'));

    expect(Object.keys(errors).length).toBe(histories.length);
    for (const error of Object.values(errors)) expect(error).toBeInstanceOf(DeterminismViolationError);
  });

  test('when the workflows replay them, then every Update and every workflow comes out as it did', async () => {
    const { outcomes } = await replayWith(await bundleOf(THE_WORKFLOWS, TELL_OUTCOMES));

    expect(outcomes).toEqual(recorded());
    const all = Object.values(outcomes).flatMap((one) => Object.values(one));
    expect(all.filter((outcome) => 'failure' in outcome).length).toBeGreaterThan(0);
  });

  test('when workflows that refuse everything replay them, then only the comparison of outcomes notices', async () => {
    const { errors, outcomes } = await replayWith(
      await bundleOf(THE_WORKFLOWS, TELL_OUTCOMES, './sandbox/refuse-everything.js'),
    );

    expect(errors).toEqual(goneThrough());
    expect(outcomes).not.toEqual(recorded());
  });

  test('they hold no name, no address, no free text and nothing of the machine that recorded them', () => {
    for (const recorded of histories) {
      const said = `${recorded.text} ${payloadsOf(recorded).join(' ')}`;
      expect(payloadsOf(recorded).length).toBeGreaterThan(2);
      expect([recorded.name, said.match(WRITTEN)?.[0], said.match(OF_A_MACHINE)?.[0]]).toEqual([
        recorded.name,
        undefined,
        undefined,
      ]);
    }
  });
});
