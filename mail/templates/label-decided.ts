import type { LocalisedText } from '../../domain/rulebook/source.js';
import type { Block, Letter, Row } from '../letter.js';
import type { MailData, MailDecision } from '../mail-data.js';
import type { Speaker } from '../speaker.js';
import { numberRow, projectRow } from './rows.js';

type Evaluation = Extract<MailDecision, { kind: 'labelEvaluation' }>;

/**
 * Award or refusal, with the points and what the evaluator wrote (R-3.1.0, R-3.1.p).
 * @throws Error when the evaluation is not among the data
 */
export function labelDecided(data: MailData, speaker: Speaker): Letter {
  const { decision, rules } = data;
  if (decision?.kind !== 'labelEvaluation') throw new Error('labelDecided without an evaluation');
  const { say } = speaker;
  const { outcome, conclusion, content } = decision;
  const points = {
    points: conclusion.points,
    maximum: conclusion.maximumPoints,
    needed: rules.label.thresholdPoints,
  };
  return {
    subject: say('mail.labelDecided.subject', {
      outcome,
      day: speaker.day(decision.decidedAt),
      title: data.project.title,
    }),
    blocks: [
      { kind: 'paragraph', text: say('mail.labelDecided.text', { outcome }) },
      {
        kind: 'rows',
        rows: [
          projectRow(data, speaker),
          ...numberRow(data, speaker),
          { label: say('mail.row.decidedAt'), value: speaker.instant(decision.decidedAt) },
          { label: say('mail.row.points'), value: say('mail.value.pointsNeeded', points) },
        ],
      },
      { kind: 'rows', rows: [...criterionRows(data, decision, speaker), ...unmetRows(data, decision, speaker)] },
      { kind: 'quote', label: say('mail.row.feedback'), text: content.feedback },
      ...comments(data, decision, speaker),
    ],
    link: 'project',
  };
}

function criterionRows({ rules }: MailData, { content }: Evaluation, speaker: Speaker): Row[] {
  return rules.label.criteria.map(({ id, names, maximum }) => {
    const points = content.scores.find((score) => score.criterion === id)?.points ?? 0;
    return { label: speaker.name(names), value: speaker.say('mail.value.points', { points, maximum }) };
  });
}

/** What stood in the way of the award besides too few points in all. */
function unmetRows({ rules }: MailData, { conclusion }: Evaluation, speaker: Speaker): Row[] {
  const nameIn = (parts: readonly { id: string; names: LocalisedText }[], id: unknown) => {
    const part = parts.find((candidate) => candidate.id === id);
    return part ? speaker.name(part.names) : String(id);
  };
  const label = speaker.say('mail.row.notMet');
  return conclusion.reasons.flatMap(({ code, met, values }) => {
    if (met || code === 'threshold') return [];
    const value =
      code === 'subCriterion'
        ? speaker.say('mail.value.minimumNotReached', {
            ...values,
            name: nameIn(rules.label.subCriteria, values.subCriterion),
          })
        : speaker.say('mail.value.notConfirmed', { name: nameIn(rules.label.twinspaceConfirmations, values.use) });
    return [{ label, value }];
  });
}

function comments({ rules }: MailData, { content }: Evaluation, speaker: Speaker): Block[] {
  return rules.label.criteria.flatMap(({ id, names }) => {
    const comment = content.scores.find((score) => score.criterion === id)?.comment ?? '';
    return comment === '' ? [] : [{ kind: 'quote' as const, label: speaker.name(names), text: comment }];
  });
}
