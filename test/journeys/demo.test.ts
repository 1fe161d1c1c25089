import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { prepareRecords } from '../../local/prepare-records.js';
import { compiled } from '../../local/project-folder.js';
import { type SystemUrls, startSystem } from '../../local/system.js';
import { withFolder } from '../local/temporary-folder.js';

test(
  'the demo takes a project through the whole programme, on a system that has just been started',
  () =>
    withFolder(async (folder) => {
      const system = await startSystem({
        dataFolder: path.join(folder, 'data'),
        environment: { PATH: process.env.PATH, HOME: process.env.HOME },
        prepare: prepareRecords,
        durable: false,
      });
      try {
        const { code, output } = await demo(system.urls);

        expect({ code, end: output.trim().split('\n').at(-1) }).toEqual({
          code: 0,
          end: expect.stringMatching(
            /^Everything happened: \d+ steps, \d+ mails, \d+ sentences of history, in [\d.]+ seconds\.$/,
          ),
        });
      } finally {
        await system.stop();
      }
    }),
  180_000,
);

async function demo({ web, identity, mailbox }: SystemUrls): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [compiled('scripts/demo.js')], {
    env: { PATH: process.env.PATH, PUBLIC_URL: web, OIDC_ISSUER: identity, MAILBOX_URL: mailbox },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, output: output + errors };
}
