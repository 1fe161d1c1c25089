import type { Failpoint } from '../../../failpoints/failpoint.js';
import type { Journey } from '../../journeys/support/journey.js';
import { until } from '../../journeys/support/until.js';

export type Victim = 'api' | 'worker' | 'temporal' | 'postgres' | 'mailbox';

/** A point, and who is killed while somebody is there. */
export type Fault = readonly [Failpoint, Victim];

/**
 * Kills the victim while somebody is at the point: whoever is there itself, at once; another, while he is held there.
 * @param about what it is that comes by, where others may come by too
 * @param begin brings somebody there
 * @returns once the process is dead; the supervisor is starting another
 */
export async function killAt(
  { system, arm }: Journey,
  [point, victim]: Fault,
  about: string,
  begin: () => Promise<unknown> = async () => {},
): Promise<void> {
  const before = await until(`the ${victim} runs`, async () => system.pids()[victim]);
  const own = ownerOf(point) === victim;
  const armed = await arm(point, own ? 'kill' : 'pause', about);
  try {
    await begin();
    await until(`somebody came to ${point}`, armed.isReached);
    if (!own) await system.kill(victim, 'SIGKILL');
    await until(`the ${victim} died`, async () => system.pids()[victim] !== before);
  } finally {
    await armed.release();
  }
}

function ownerOf(point: Failpoint): Victim {
  return point === 'intakeCommitted' || point === 'updateSent' || point === 'answerReceived' ? 'api' : 'worker';
}
