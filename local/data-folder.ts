import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { projectFolder } from './project-folder.js';
import { StartProblem } from './start-problem.js';

/** Everything that the local system keeps, in one folder. */
export interface DataFolder {
  path: string;
  logs: string;
  processes: string;
  secrets: string;
  postgres: string;
  temporal: string;
  mailbox: string;
  identity: string;
  /** The parts whose data an earlier, completed start left here. */
  holds: readonly KeptPart[];
}

/** The parts whose data belong together: losing one of them alone makes the other worthless. */
export type KeptPart = 'postgres' | 'temporal';

const LAYOUT = 1;
const MARKER = 'data-folder.json';
const marker = z.object({ layout: z.number(), holds: z.array(z.enum(['postgres', 'temporal'])) });
const SUBFOLDERS = ['logs', 'processes', 'secrets', 'postgres', 'temporal', 'mailbox', 'identity'] as const;
const HARMLESS = /^(start\.lock.*|data-folder\.json.*|\.DS_Store|lost\+found)$/;

/** The data folder that the operator chose (`DATA_DIR`), or `.data` in the project. */
export function dataFolderPath(environment: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(environment.DATA_DIR || path.join(projectFolder(), '.data'));
}

/**
 * Opens a data folder, making what is missing. One without the marker, which is written last, was left half-written by
 * a first start that was cut off: each part then makes its own data anew where they are unfinished.
 *
 * @throws {StartProblem} when the folder holds something else, or was written by another version
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new StartProblem(`The data folder ${folder} cannot be made (${error.code}). Choose another with DATA_DIR.`);
  });
  const kept = await readMarker(folder);
  const entries = await readdir(folder);
  if (entries.length > 0) await refuseOtherOwner(folder);
  const strangers = entries.filter(
    (entry) => !HARMLESS.test(entry) && !(SUBFOLDERS as readonly string[]).includes(entry),
  );
  if (!kept && strangers.length > 0) {
    throw new StartProblem(
      `${folder} holds other files (${strangers.slice(0, 3).join(', ')}) and is not taken as the data folder. ` +
        'Choose an empty or a new folder with DATA_DIR.',
    );
  }
  // The database's user must pass through when it is not ours (started as root); everything inside is closed by itself.
  await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  const make = async (name: (typeof SUBFOLDERS)[number]) => {
    const subfolder = path.join(folder, name);
    await mkdir(subfolder, { recursive: true, mode: name === 'postgres' ? 0o711 : 0o700 });
    return subfolder;
  };
  return {
    path: folder,
    logs: await make('logs'),
    processes: await make('processes'),
    secrets: await make('secrets'),
    postgres: await make('postgres'),
    temporal: await make('temporal'),
    mailbox: await make('mailbox'),
    identity: await make('identity'),
    holds: kept?.holds ?? [],
  };
}

/**
 * Refuses a data folder from which one part's data were removed.
 *
 * @param proofs for each part that this start runs itself, a path that its data must hold
 * @throws {StartProblem} when data that an earlier start had completed are gone
 */
export function refuseIncompleteData(data: DataFolder, proofs: Partial<Record<KeptPart, string>>): void {
  const lost = data.holds.find((part) => proofs[part] !== undefined && !existsSync(proofs[part]));
  if (lost) {
    throw new StartProblem(
      `The data folder ${data.path} is incomplete: the data of ${lost} are gone. Records and workflows belong ` +
        'together: put back a copy of the whole folder, or delete the whole folder to begin anew.',
    );
  }
}

/** Writes the marker, last of all, when every part that ran had its data in place. */
export async function completeDataFolder(data: DataFolder, ran: readonly KeptPart[]): Promise<void> {
  const holds = [...new Set([...data.holds, ...ran])].sort();
  const file = path.join(data.path, MARKER);
  await writeFile(`${file}.new`, `${JSON.stringify({ layout: LAYOUT, holds })}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

/** Files of two owners in one folder would lock one of them out later, in the middle of something. */
async function refuseOtherOwner(folder: string): Promise<void> {
  const { uid } = await stat(folder);
  if (process.getuid && uid !== process.getuid()) {
    throw new StartProblem(
      `The data folder ${folder} belongs to another user (id ${uid}). Start as that user, or choose another folder ` +
        'with DATA_DIR.',
    );
  }
}

async function readMarker(folder: string): Promise<z.infer<typeof marker> | undefined> {
  const file = path.join(folder, MARKER);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  let kept: z.infer<typeof marker>;
  try {
    kept = marker.parse(JSON.parse(text));
  } catch {
    // A cut-off disk write; the parts' own data tell what is there.
    await rm(file);
    return undefined;
  }
  if (kept.layout !== LAYOUT) {
    throw new StartProblem(
      `The data folder ${folder} was written by another version of this program (layout ${kept.layout}, ` +
        `expected ${LAYOUT}). Use that version, or choose another folder with DATA_DIR.`,
    );
  }
  return kept;
}
