// The bench of recovery: how long after a process was killed decisions are made again.
import { startJourney } from '../test/journeys/support/journey.js';
import { clearRunFolder, openRunFolder, sweepDeadRuns } from '../test/support/test-run-folder.js';
import { type Recovery, recoverFrom, VICTIMS } from './recovery/measure-recovery.js';
import { type RecoveryReport, recoveryReport } from './recovery/report.js';

export interface RecoveryOptions {
  /** How often each process is killed. */
  kills: number;
  /** Gives up after the kill that it is at, and takes everything away. */
  signal: AbortSignal;
  /** Told of what goes on. */
  tell: (line: string) => void;
  /** Told of each process's result. */
  report: (report: RecoveryReport) => void;
}

/** Starts a system of its own, kills its processes one after the other, and takes everything away again. */
export async function benchRecovery({ kills, signal, tell, report }: RecoveryOptions): Promise<void> {
  await sweepDeadRuns();
  const folder = await openRunFolder();
  try {
    const journey = await startJourney({ folder });
    try {
      for (const victim of VICTIMS) {
        const recoveries: Recovery[] = [];
        while (recoveries.length < kills) {
          signal.throwIfAborted();
          const recovery = await recoverFrom(journey, victim);
          recoveries.push(recovery);
          tell(`${victim} ${recoveries.length}/${kills}: ${Math.round(recovery.firstDecisionMs)} ms`);
        }
        report(recoveryReport(victim, recoveries));
      }
    } finally {
      await journey.close();
    }
  } finally {
    await clearRunFolder(folder);
  }
}
