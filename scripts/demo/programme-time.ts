import { setTimeout as sleep } from 'node:timers/promises';
import { type ProgrammeClock, programmeTimeAt, realTimeAt } from '../../domain/programme-clock.js';
import type { Instant, Language } from '../../domain/vocabulary.js';
import { formatDay, formatDeadline, formatTime } from '../../messages/instants.js';

/** The programme's time during a rehearsal, as its people read it. */
export class ProgrammeTime {
  constructor(
    readonly clock: ProgrammeClock,
    readonly timeZone: string,
    private readonly language: Language,
  ) {}

  /** What the programme's clock shows now. */
  now(): Instant {
    return programmeTimeAt(this.clock, new Date().toISOString());
  }

  /** A real instant as programme time in few characters: "Sat, 20 Aug 2022 14:05". */
  format(realAt: Instant = new Date().toISOString()): string {
    const at = programmeTimeAt(this.clock, realAt);
    return `${this.day(at)} ${formatTime(this.language, at, this.timeZone)}`;
  }

  /** A deadline, given as a real instant, as its people read it: "Saturday 20 August 2022, 24:00 (Greek time)". */
  deadline(realAt: Instant): string {
    return formatDeadline(this.language, programmeTimeAt(this.clock, realAt), this.timeZone, this.clock.ratio);
  }

  /** The day of an instant of the programme: "Sat, 20 Aug 2022". */
  day(programmeAt: Instant): string {
    return formatDay(this.language, programmeAt, this.timeZone);
  }

  /** Real seconds until the programme's clock shows the instant; 0 when it has. */
  secondsUntil(programmeAt: Instant): number {
    return Math.max(0, (Date.parse(realTimeAt(this.clock, programmeAt)) - Date.now()) / 1000);
  }

  /** Returns when the programme's clock shows the instant: at once if it has. */
  async reach(programmeAt: Instant): Promise<void> {
    for (let left = this.secondsUntil(programmeAt); left > 0; left = this.secondsUntil(programmeAt)) {
      await sleep(Math.min(left * 1000, 1000));
    }
  }
}
