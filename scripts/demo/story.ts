// The whole story: a European project from its first draft to the label, and an application that came late.

import { applications } from './chapters/applications.js';
import { completion } from './chapters/completion.js';
import { council } from './chapters/council.js';
import { deadline } from './chapters/deadline.js';
import { evaluation } from './chapters/evaluation.js';
import { demandNoPartyWasAsked, history } from './chapters/history.js';
import { nsos } from './chapters/nsos.js';
import { preparation } from './chapters/preparation.js';
import { rollover } from './chapters/rollover.js';
import { submission } from './chapters/submission.js';
import type { DemoOptions } from './options.js';
import type { Players } from './players.js';
import type { Teller } from './teller.js';

/**
 * Takes the example through the programme, telling each step as it happens.
 * @throws at the first step, mail or sentence of history that does not come
 */
export async function tellStory(options: DemoOptions, players: Players, teller: Teller): Promise<void> {
  const stage = await submission(await preparation(options, players, teller));
  const { mails, projectId, words } = stage;
  try {
    await council(stage);
    await nsos(stage);
    await completion(stage);
    const begun = await applications(stage);
    await deadline(stage, begun);
    await evaluation(stage, begun);
    await rollover(stage, begun);
    const sentences = await history(stage);
    await mails.close();
    demandNoPartyWasAsked(stage);
    const { web, mailbox } = options.addresses;
    teller.line();
    teller.line(words.lookAround({ project: `${web}/projects/${projectId}`, mailbox }));
    const seconds = teller.seconds.toFixed(1);
    teller.line(words.done({ steps: teller.steps, mails: mails.seen.length, sentences, seconds }), 'green');
  } finally {
    await mails.close().catch(() => {});
  }
}
