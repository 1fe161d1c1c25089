import { demand } from '../poll.js';
import { goOnUntil, type ProjectStage } from '../stage.js';

/** The schools work together for months; then a founder says that the project is completed (R-3.1.0, R-2.g). */
export async function completion(stage: ProjectStage): Promise<void> {
  const { cast, example, mails, projectId, teller, words, who } = stage;
  teller.chapter(words.completion);
  await goOnUntil(stage, example.year.completedAt);
  const { frenchFounder } = cast;
  const completed = await frenchFounder.api.command(`/api/projects/${projectId}/complete`, example.completion);
  demand(completed.status === 'completed', `The project is ${completed.status} after its completion.`);
  teller.step(words.completed({ who: who('frenchFounder') }), 'R-3.1.0');
  const to = [cast.greekFounder, frenchFounder, cast.greekPartner, cast.italianPartner];
  await mails.expect({ template: 'projectCompleted', values: { closesAt: 'known' }, to });
}
