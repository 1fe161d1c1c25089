/** A start that a test can kill: starts the system on the given folder, prints the ids of its processes, and waits. */
import { startStandIns } from '../stand-in-system.js';

const system = await startStandIns(process.argv[2] as string, process.argv[3] as string);
process.stdout.write(`${JSON.stringify(system.pids())}\n`);
