// Mails about an NSO's evaluation of a period: to its evaluators and to its administrators.
import type { Letter, Row } from '../letter.js';
import type { PeriodMailData } from '../mail-data.js';
import type { Speaker } from '../speaker.js';

type Template = PeriodMailData['template'];
type CountRow =
  | 'openTasks'
  | 'overdueTasks'
  | 'receivedCount'
  | 'frozenCount'
  | 'inEvaluationCount'
  | 'decidedCount'
  | 'unclaimedCount'
  | 'undecidedCount'
  | 'awardedCount'
  | 'refusedCount';

/** To an evaluator to whom applications were allocated. */
export function evaluationsAllocated(data: PeriodMailData, speaker: Speaker): Letter {
  return letter('evaluationsAllocated', data, speaker, ends(data, speaker));
}

/** To an evaluator, regularly, while something waits for him or her. */
export function evaluatorDigest(data: PeriodMailData, speaker: Speaker): Letter {
  const { nextDueAt } = data.facts;
  const due = typeof nextDueAt === 'string' ? [dueRow(speaker, nextDueAt)] : [];
  const counts = [count(data, speaker, 'openTasks', 'count'), count(data, speaker, 'overdueTasks', 'overdue')];
  return letter('evaluatorDigest', data, speaker, [...counts, ...due, ...ends(data, speaker)]);
}

/** To the administrators, regularly, while something is undecided. */
export function periodProgress(data: PeriodMailData, speaker: Speaker): Letter {
  return letter('periodProgress', data, speaker, [...progressRows(data, speaker), ...ends(data, speaker)]);
}

/** To the administrators, when the evaluation has come to its end and something is undecided. */
export function evaluationOverdue(data: PeriodMailData, speaker: Speaker): Letter {
  const undecided = count(data, speaker, 'undecidedCount', 'undecided');
  return letter('evaluationOverdue', data, speaker, [...progressRows(data, speaker), undecided]);
}

/** To the administrators, when everything is decided. */
export function periodPublished(data: PeriodMailData, speaker: Speaker): Letter {
  return letter('periodPublished', data, speaker, [
    count(data, speaker, 'receivedCount', 'received'),
    count(data, speaker, 'awardedCount', 'awarded'),
    count(data, speaker, 'refusedCount', 'refused'),
  ]);
}

function letter(template: Template, data: PeriodMailData, speaker: Speaker, rows: Row[]): Letter {
  const { say } = speaker;
  const names = data.rules.periods.find(({ periodId }) => periodId === data.periodId)?.names;
  const period = names ? speaker.name(names) : say('mail.row.period');
  const { evaluationClosesAt } = data.facts;
  const isOver = template === 'evaluationOverdue' && typeof evaluationClosesAt === 'string';
  const day = isOver ? speaker.deadlineDay(evaluationClosesAt) : speaker.day(data.plannedAt);
  return {
    subject: say(`mail.${template}.subject`, { ...data.facts, day, period }),
    blocks: [
      { kind: 'paragraph', text: say(`mail.${template}.text`, data.facts) },
      { kind: 'rows', rows: [{ label: say('mail.row.period'), value: period }, ...rows] },
    ],
    link: 'tasks',
  };
}

function progressRows(data: PeriodMailData, speaker: Speaker): Row[] {
  return [
    count(data, speaker, 'receivedCount', 'received'),
    count(data, speaker, 'frozenCount', 'frozen'),
    count(data, speaker, 'inEvaluationCount', 'inEvaluation'),
    count(data, speaker, 'decidedCount', 'decided'),
    count(data, speaker, 'overdueTasks', 'overdue'),
    count(data, speaker, 'unclaimedCount', 'unclaimed'),
  ];
}

function count({ facts }: PeriodMailData, { say }: Speaker, row: CountRow, fact: string): Row {
  const value = facts[fact];
  if (typeof value !== 'number') throw new Error(`a mail about a period without the count ${fact}`);
  return { label: say(`mail.row.${row}`), value: String(value) };
}

function ends(data: PeriodMailData, speaker: Speaker): Row[] {
  const { evaluationClosesAt } = data.facts;
  if (typeof evaluationClosesAt !== 'string') return [];
  return [{ label: speaker.say('mail.row.evaluationClosesAt'), value: speaker.deadline(evaluationClosesAt) }];
}

function dueRow(speaker: Speaker, dueAt: string): Row {
  return { label: speaker.say('mail.row.nextDueAt'), value: speaker.deadline(dueAt) };
}
