// Closed-loop users: each sends his next decision when the one before is answered, and is never idle while a window is open.
import { setTimeout as wait } from 'node:timers/promises';
import type { Decide, WaitingApplication, Way } from './way.js';

/** How a round runs. Only what is answered in the measured time counts. */
export interface RoundTimes {
  /** Longer than a window stays open: from then on as many applications fall due as are begun. */
  leadInMs: number;
  measuredMs: number;
}

/** What was answered in the measured time. */
export interface RoundCount {
  seconds: number;
  latenciesMs: number[];
  lifecycles: number;
  /** All of the round, its lead-in and its end included. */
  lifecyclesInAll: number;
  /** Ids of lifecycles that went to their end. */
  finished: WaitingApplication[];
}

const LOOK_AGAIN_MS = 25;

/**
 * Lets users loose on a way: each alternates between taking a new project up to its application and evaluating his oldest
 * application whose window has closed. After the measured time no project is begun and the waiting ones are evaluated.
 * @param atMeasured called when the measured time begins and when it ends
 */
export async function runRound(
  way: Way,
  users: number,
  times: RoundTimes,
  atMeasured: (edge: 'begins' | 'ends') => void,
): Promise<RoundCount> {
  const beginsAt = performance.now() + times.leadInMs;
  const endsAt = beginsAt + times.measuredMs;
  const count: RoundCount = { seconds: 0, latenciesMs: [], lifecycles: 0, lifecyclesInAll: 0, finished: [] };
  const isMeasured = (at: number) => at >= beginsAt && at < endsAt;

  const decide: Decide = async (send) => {
    const sentAt = performance.now();
    const answer = await send();
    const answeredAt = performance.now();
    if (isMeasured(answeredAt)) count.latenciesMs.push(answeredAt - sentAt);
    return answer;
  };
  const evaluateOldest = async (waiting: WaitingApplication[]): Promise<boolean> => {
    const [oldest] = waiting;
    if (!oldest || Date.now() < oldest.closesAtMs) return false;
    const taskId = await way.openEvaluation(oldest);
    if (taskId === null) return false;
    waiting.shift();
    await way.evaluate(oldest, taskId, decide);
    if (isMeasured(performance.now())) count.lifecycles += 1;
    count.lifecyclesInAll += 1;
    count.finished.push(oldest);
    return true;
  };
  const live = async (userIndex: number) => {
    const waiting: WaitingApplication[] = [];
    while (performance.now() < endsAt) {
      waiting.push(await way.advance(userIndex, decide));
      await evaluateOldest(waiting);
    }
    while (waiting.length > 0) {
      if (!(await evaluateOldest(waiting))) await wait(LOOK_AGAIN_MS);
    }
  };

  const measuring = wait(times.leadInMs).then(async () => {
    atMeasured('begins');
    await wait(endsAt - performance.now());
    atMeasured('ends');
  });
  await Promise.all([measuring, ...Array.from({ length: users }, (_, userIndex) => live(userIndex))]);
  count.seconds = times.measuredMs / 1000;
  return count;
}
