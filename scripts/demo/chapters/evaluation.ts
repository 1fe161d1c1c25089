import type { LabelApplicationView } from '../../../usecases/label-application-view.js';
import type { TaskView } from '../../../usecases/read-task.js';
import { taskOf } from '../mailbox.js';
import { demand } from '../poll.js';
import type { ProjectStage } from '../stage.js';
import type { Applications } from './applications.js';

/** An evaluator scores the frozen version; the rules conclude the award, and the applicant reads why (R-3.1.0, R-3.1.p). */
export async function evaluation(stage: ProjectStage, { greekId }: Applications): Promise<void> {
  const { cast, example, language, mails, rulebook, teller, words, who } = stage;
  const { greekEvaluator, otherGreekEvaluator, greekFounder } = cast;
  teller.chapter(words.evaluation);
  const values = { taskKind: 'labelEvaluation' };
  const to = [greekEvaluator, otherGreekEvaluator];
  const [mail] = await mails.expect({ template: 'taskOpened', values, to });
  const path = `/api/tasks/${taskOf(mail?.text ?? '')}`;
  const { evaluated } = await greekEvaluator.api.get<TaskView>(path);
  demand(evaluated?.applicationId === greekId && evaluated.version === 2, 'The evaluation is of another version.');

  const decided = await greekEvaluator.api.command(`${path}/decide`, example.evaluation);
  demand(decided.status === 'awarded', `The application is ${decided.status} after its evaluation.`);
  const [points, maximum] = [Number(decided.values.points), Number(decided.values.maximumPoints)];
  teller.step(words.evaluated({ who: who('greekEvaluator'), points, maximum }), 'R-3.1.0', 'R-3.1.p');
  for (const score of example.evaluation.scores) {
    const criterion = rulebook.label.criteria.find(({ id }) => id === score.criterion)?.names[language] ?? '';
    teller.below(words.points({ criterion, points: score.points, comment: score.comment }));
  }

  const { outcome } = await greekFounder.api.get<LabelApplicationView>(`/api/label-applications/${greekId}`);
  demand(outcome?.outcome === 'award', 'The applicant does not see the award.');
  teller.step(words.awarded({ who: greekFounder.name }), 'R-3.1.0', 'R-3.1.p');
  teller.below(outcome.feedback);
  await mails.expect({ template: 'labelDecided', values: { outcome: 'award' }, to: [greekFounder] });
}
