import type { TaskView } from '../../../usecases/read-task.js';
import { taskOf } from '../mailbox.js';
import { demand } from '../poll.js';
import type { ProjectStage } from '../stage.js';

/** Nobody acts until the reminder comes; then the head enters what the council decided (R-1.4.a). */
export async function council(stage: ProjectStage): Promise<void> {
  const { cast, example, mails, rulebook, teller, words, who } = stage;
  const { greekHead } = cast;
  teller.chapter(words.council);
  teller.note(words.daysGoBy);
  const values = { taskKind: 'councilApproval' };
  const [reminder] = await mails.expect({ template: 'taskReminder', values, to: [greekHead] });
  const days = rulebook.taskPolicies.councilApproval.reminders[0]?.workingDaysBefore ?? 0;
  teller.step(words.reminded({ who: who('greekHead'), days }));

  const taskId = taskOf(reminder?.text ?? '');
  demand(taskId !== undefined, 'The reminder has no link to the task.');
  const task = await greekHead.api.get<TaskView>(`/api/tasks/${taskId}`);
  demand(task.reminded && task.mayWork.allowed, 'The task is not reminded of, or the head may not decide it.');
  const decided = await greekHead.api.command(`/api/tasks/${taskId}/decide`, example.councilApproval);
  demand(decided.status === 'nsos', `The project is ${decided.status} after the council's approval.`);
  const { sessionOn, actNumber } = example.councilApproval;
  const on = stage.time.day(`${sessionOn}T12:00:00.000Z`);
  teller.step(words.councilApproved({ who: who('greekHead'), on, act: actNumber }), 'R-1.4.a', 'R-1.4.a.2');
}
