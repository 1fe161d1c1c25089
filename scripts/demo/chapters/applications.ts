import type { LabelContent } from '../../../domain/label-content.js';
import { receiptNumber } from '../../../messages/receipt-number.js';
import type { LabelApplicationView } from '../../../usecases/label-application-view.js';
import type { SignedIn } from '../cast.js';
import { editedApplication } from '../example.js';
import { demand } from '../poll.js';
import { goOnUntil, type ProjectStage } from '../stage.js';

/** Each founder's own application. */
export interface Applications {
  /** Received in time, and edited once. */
  greekId: string;
  /** Still a draft. */
  frenchId: string;
}

/** The Greek founder applies in time and edits once; the French one writes a draft. */
export async function applications(stage: ProjectStage): Promise<Applications> {
  const { cast, example, mails, teller, time, words, who } = stage;
  const { greekFounder, frenchFounder } = cast;
  teller.chapter(words.application);
  const greekId = await begin(stage, greekFounder, example.application);
  teller.step(words.applicationBegun({ who: who('greekFounder') }), 'R-3.1.0', 'R-3.1.1');

  const path = `/api/label-applications/${greekId}`;
  const received = await greekFounder.api.command(`${path}/submit`);
  demand(received.outcome === 'received', `The application was answered with ${received.outcome}.`);
  const { closesAt } = await greekFounder.api.get<LabelApplicationView>(path);
  demand(closesAt !== null, 'The application has no deadline.');
  const number = receiptNumber(greekId);
  const until = time.deadline(closesAt);
  teller.step(words.received({ who: who('greekFounder'), number, until }), 'R-3.1.3', 'R-3.1.2');
  await mails.expect({ template: 'labelReceived', to: [greekFounder] });

  await goOnUntil(stage, example.year.applicationEditedAt);
  const edit = { content: editedApplication(example) };
  const edited = await greekFounder.api.command(path, edit, undefined, 'PUT');
  demand(edited.outcome === 'edited', `The edit was answered with ${edited.outcome}.`);
  const { version } = await greekFounder.api.get<LabelApplicationView>(path);
  demand(version === 2, `The application has version ${version} after its edit.`);
  teller.step(words.edited({ who: who('greekFounder'), version }), 'R-3.1.4');

  await goOnUntil(stage, example.year.lateDraftAt);
  const frenchId = await begin(stage, frenchFounder, example.lateApplication);
  teller.step(words.lateDraft({ who: who('frenchFounder') }), 'R-3.1.1');
  return { greekId, frenchId };
}

async function begin({ projectId }: ProjectStage, player: SignedIn, content: LabelContent): Promise<string> {
  const { body } = await player.api.send('POST', `/api/projects/${projectId}/label-applications`, { content });
  const { applicationId, check } = body as LabelApplicationView;
  demand(check.errors.length === 0, `The application of ${player.email} is not complete.`);
  return applicationId;
}
