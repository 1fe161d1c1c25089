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
  /** How long each project took from its draft to its application, lead-in and end included. */
  advancesMs: number[];
  /** Lifecycles that went to their end, lead-in and end included. */
  finished: WaitingApplication[];
}

const LOOK_AGAIN_MS = 25;

/** One round of one way: what its users share. */
export class ClosedLoop {
  private readonly beginsAt: number;
  private readonly endsAt: number;
  private readonly stopping = new AbortController();
  private readonly count: RoundCount;

  constructor(
    private readonly way: Way,
    times: RoundTimes,
    private readonly signal: AbortSignal,
  ) {
    this.beginsAt = performance.now() + times.leadInMs;
    this.endsAt = this.beginsAt + times.measuredMs;
    this.count = { seconds: times.measuredMs / 1000, latenciesMs: [], lifecycles: 0, advancesMs: [], finished: [] };
  }

  /**
   * Lets users loose: each alternates between taking a new project up to its application and evaluating his oldest
   * application whose window has closed. After the measured time no project is begun and the waiting ones are evaluated.
   * @param atEdge called when the measured time begins and when it ends
   * @throws the first failure, after every user has come to rest
   */
  async run(users: number, atEdge: () => void): Promise<RoundCount> {
    const edges = [this.beginsAt, this.endsAt].map((at) => wait(at - performance.now()).then(atEdge));
    const lives = Array.from({ length: users }, (_, userIndex) =>
      this.live(userIndex).catch((error: unknown) => {
        this.stopping.abort();
        throw error;
      }),
    );
    const failed = (await Promise.allSettled([...lives, ...edges])).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    if (this.signal.aborted) throw new Error('the bench was given up');
    return this.count;
  }

  private async live(userIndex: number): Promise<void> {
    const waiting: WaitingApplication[] = [];
    while (performance.now() < this.endsAt && !this.isStopping()) {
      const beganAt = performance.now();
      const application = await this.way.advance(userIndex, this.decide);
      this.count.advancesMs.push(performance.now() - beganAt);
      if (application) waiting.push(application);
      await this.evaluateOldest(waiting);
    }
    while (waiting.length > 0 && !this.isStopping()) {
      if (!(await this.evaluateOldest(waiting))) await wait(LOOK_AGAIN_MS);
    }
  }

  private async evaluateOldest(waiting: WaitingApplication[]): Promise<boolean> {
    const [oldest] = waiting;
    if (!oldest || Date.now() < oldest.closesAtMs) return false;
    const taskId = await this.way.openEvaluation(oldest);
    if (taskId === null) return false;
    waiting.shift();
    await this.way.evaluate(oldest, taskId, this.decide);
    if (this.isMeasured(performance.now())) this.count.lifecycles += 1;
    this.count.finished.push(oldest);
    return true;
  }

  private readonly decide: Decide = async (send) => {
    const sentAt = performance.now();
    const answer = await send();
    const answeredAt = performance.now();
    if (this.isMeasured(answeredAt)) this.count.latenciesMs.push(answeredAt - sentAt);
    return answer;
  };

  private isMeasured(at: number): boolean {
    return at >= this.beginsAt && at < this.endsAt;
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted || this.signal.aborted;
  }
}
