// A worker that kills itself with SIGKILL right after a step was committed, before Temporal hears of it. It is armed by a
// file: the file holds what the step's cause must contain; it is removed first, so that the next worker lives on.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Activities } from '../../../activities/create-activities.js';
import { causeId, type Step } from '../../../domain/step.js';
import { runWorker } from '../../../worker/run-worker.js';

const armed = process.env.KILL_AFTER_FILE ?? '';

await runWorker(process.env, (activities: Activities) => ({
  ...activities,
  recordProjectStep: async (step) => killAfter(step, await activities.recordProjectStep(step)),
  recordLabelStep: async (step) => killAfter(step, await activities.recordLabelStep(step)),
}));

function killAfter<Recorded>(step: Step, recorded: Recorded): Recorded {
  if (!existsSync(armed)) return recorded;
  const { cause } = step;
  const name =
    cause.kind === 'command' ? `${causeId(cause)} ${cause.command.kind} ${cause.command.outcome}` : causeId(cause);
  if (!name.includes(readFileSync(armed, 'utf8'))) return recorded;
  rmSync(armed);
  process.kill(process.pid, 'SIGKILL');
  return recorded;
}
