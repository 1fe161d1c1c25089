// Mails about a task: to those who may do it, and to those who see to it that it is done.
import type { Letter, Row } from '../letter.js';
import type { MailData } from '../mail-data.js';
import type { Speaker } from '../speaker.js';
import { projectRow } from './rows.js';

/** To the candidate group when a task is opened (R-1.4.a, R-1.4.f). */
export function taskOpened(data: MailData, speaker: Speaker): Letter {
  return aboutTask(data, speaker, 'taskOpened');
}

/** To the assignee, or to the candidate group while nobody has claimed the task. */
export function taskReminder(data: MailData, speaker: Speaker): Letter {
  return aboutTask(data, speaker, 'taskReminder');
}

/** To the NSO's administrators when nobody acted by the due date. */
export function taskEscalated(data: MailData, speaker: Speaker): Letter {
  return aboutTask(data, speaker, 'taskEscalated');
}

/** To whoever would have worked on a task that is not needed any more. */
export function taskCancelled(data: MailData, speaker: Speaker): Letter {
  const { say } = speaker;
  const day = speaker.day(data.plannedAt);
  return {
    subject: say('mail.taskCancelled.subject', { day, title: data.project.title }),
    blocks: [
      { kind: 'paragraph', text: say('mail.taskCancelled.text', { why: data.facts.why, taskKind: taskKindOf(data) }) },
      { kind: 'rows', rows: rowsOf(data, speaker) },
    ],
    link: 'project',
  };
}

function aboutTask(
  data: MailData,
  speaker: Speaker,
  template: 'taskOpened' | 'taskReminder' | 'taskEscalated',
): Letter {
  const { say } = speaker;
  const taskKind = taskKindOf(data);
  const dueAt = data.task?.dueAt ?? data.facts.dueAt;
  if (typeof dueAt !== 'string') throw new Error(`${template} without a due date`);
  const due = { label: say('mail.row.dueAt'), value: speaker.deadline(dueAt) };
  const day = speaker.deadlineDay(dueAt);
  return {
    subject: say(`mail.${template}.subject`, { taskKind, day, title: data.project.title }),
    blocks: [
      { kind: 'paragraph', text: say(`mail.${template}.text`, { taskKind, joins: data.project.activatedAt !== null }) },
      { kind: 'rows', rows: [...rowsOf(data, speaker), due] },
    ],
    link: data.task === null ? 'project' : 'task',
  };
}

function rowsOf(data: MailData, speaker: Speaker): Row[] {
  const { say } = speaker;
  const rows = [projectRow(data, speaker)];
  if (data.task?.schoolName) rows.push({ label: say('mail.row.school'), value: data.task.schoolName });
  if (data.task) rows.push({ label: say('mail.row.task'), value: say(`task.kind.${data.task.kind}`) });
  return rows;
}

function taskKindOf(data: MailData): string | null {
  return data.task?.kind ?? (typeof data.facts.taskKind === 'string' ? data.facts.taskKind : null);
}
