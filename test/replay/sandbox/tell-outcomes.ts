// Bundled with the workflows: tells the replay test what each Update, and the workflow itself, comes out as.
import { ApplicationFailure, proxySinks, type WorkflowInterceptors } from '@temporalio/workflow';
import type { OutcomeSinks } from '../outcomes.js';

const { outcomes } = proxySinks<OutcomeSinks>();

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      execute: (input, next) => telling('workflow', () => next(input)),
      handleUpdate: (input, next) => telling(input.updateId, () => next(input)),
    },
  ],
});

async function telling<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    outcomes.told(what, { result });
    return result;
  } catch (error) {
    if (error instanceof ApplicationFailure)
      outcomes.told(what, { failure: error.type ?? '', details: error.details ?? [] });
    throw error;
  }
}
