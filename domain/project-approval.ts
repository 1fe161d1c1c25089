// From submission to an active project: the founders' councils, then the NSOs of both founders' countries.

import { waitForCompletion } from './completion-timer.js';
import { apply, cancelOpenTasks, decidableTask, dueFrom, latestOf, mail, openTask, refuse } from './conclude.js';
import type { AppliedRule, Conclusion, Consequence, MailConsequence } from './consequence.js';
import type { IntakeFacts, ProjectFacts, TaskFacts } from './facts.js';
import { foundersOf, nsosOfFounders, toFounders } from './founders.js';
import { onPaperDetail } from './import/on-paper.js';
import type { ProjectContent } from './project-content.js';
import { FREE_PUPILS, judgePupilSlots } from './pupil-slots.js';
import { concludeTeamCouncil } from './team/council.js';
import type { DecisionOutcome, Instant } from './vocabulary.js';

/**
 * .e: one of the two founders submits. .a: the council of each founder's school comes first where its country
 * requires one; where none does, the NSOs are asked at once.
 */
export function concludeSubmission(facts: ProjectFacts): Conclusion {
  if (facts.project) return refuse('wrongStatus', 'R-1.4.e', { status: facts.project.status });
  if (foundersOf(facts).length !== 2) return refuse('submissionIncomplete', 'R-1.4.e');

  const { content } = (facts.intake?.content ?? {}) as { content?: ProjectContent };
  const pupils = judgePupilSlots(facts, content);
  if (pupils.refusal) return pupils.refusal;

  const { requiredInCountries, rule } = facts.rulebook.council;
  const schools = new Map(
    foundersOf(facts)
      .filter((founder) => requiredInCountries.includes(founder.countryCode))
      .map((founder) => [founder.schoolId, founder]),
  );
  const councils = [...schools.values()].flatMap((founder) =>
    openTask(facts, 'councilApproval', founder.nsoId, founder.schoolId),
  );
  const consequences: Consequence[] = [
    { kind: 'openProject' },
    ...pupils.consequences,
    ...nsosOfFounders(facts).map((nsoId) => ({ kind: 'showToNso' as const, nsoId })),
    mail('projectSubmitted', toFounders(facts)),
    ...(councils.length > 0
      ? [{ kind: 'setProjectStatus' as const, to: 'council' as const }, ...councils]
      : askNsos(facts)),
  ];
  const rules = [
    { rule: 'R-1.4.e', values: { founders: 2 } },
    { rule, values: { councils: schools.size } },
    ...pupils.rules,
  ];
  return apply(
    'submitted',
    { event: 'projectSubmitted', element: 'submission', rules, detail: onPaperDetail(facts.intake) },
    consequences,
    {},
  );
}

/** A council's or an NSO's decision, as entered by whoever answers for it. */
export function concludeProjectDecision(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const { task, turnedAway } = decidableTask(facts, intake.command, intake.actorId);
  if (turnedAway) return turnedAway;
  const { outcome } = intake.command;
  const answers: readonly (string | null)[] =
    task.kind === 'councilApproval' ? ['approve', 'reject'] : ['approve', 'reject', 'return'];
  if (outcome === null || !answers.includes(outcome)) return refuse('intakeMismatch', null, { outcome });

  const decided: Consequence[] = [
    { kind: 'closeTask', taskId: task.taskId, as: 'decided', outcome },
    { kind: 'recordDecision', taskId: task.taskId, taskKind: task.kind, outcome, conclusion: null },
  ];
  if (task.kind === 'nsoApproval') return recordedFor(intake, concludeNso(facts, task, outcome, decided));
  return facts.project?.status === 'active'
    ? concludeTeamCouncil(facts, task, outcome, decided)
    : concludeCouncil(facts, task, outcome, decided);
}

/** The CSS records what an NSO without users here decided: the journal names both. */
function recordedFor({ content }: IntakeFacts, conclusion: Conclusion): Conclusion {
  const { onBehalfOf } = content as { onBehalfOf?: string };
  if (onBehalfOf === undefined || !('note' in conclusion)) return conclusion;
  return { ...conclusion, note: { ...conclusion.note, onBehalfOf } };
}

/** .a: all required councils approve before the submission reaches the NSOs (R-1.4.a.2). */
function concludeCouncil(
  facts: ProjectFacts,
  task: TaskFacts,
  outcome: DecisionOutcome,
  decided: Consequence[],
): Conclusion {
  const rules: AppliedRule[] = [{ rule: 'R-1.4.a', values: { outcome, schoolId: task.schoolId } }];
  const detail = { taskId: task.taskId, schoolId: task.schoolId, ...onPaperDetail(facts.intake) };
  if (outcome === 'reject') {
    return apply('reject', { event: 'councilRejected', element: 'councilApproval', rules, detail }, [
      ...decided,
      { kind: 'setProjectStatus', to: 'councilRejected' },
      ...askForRevision(facts, task.nsoId, (dueAt) => [
        mail('councilRejected', toFounders(facts), { dueAt }, task.taskId),
      ]),
    ]);
  }
  const others = latestOf(facts, 'councilApproval').filter((other) => other.taskId !== task.taskId);
  const all = others.every((other) => other.outcome === 'approve');
  if (all) rules.push({ rule: 'R-1.4.a.2', values: { councils: others.length + 1 } });
  return apply('approve', { event: 'councilApproved', element: 'councilApproval', rules, detail }, [
    ...decided,
    ...(all ? askNsos(facts) : []),
  ]);
}

/** .f: a project becomes active only when every NSO asked has approved; one rejection ends it. */
function concludeNso(
  facts: ProjectFacts,
  task: TaskFacts,
  outcome: DecisionOutcome,
  decided: Consequence[],
): Conclusion {
  const detail = { taskId: task.taskId, nsoId: task.nsoId, ...onPaperDetail(facts.intake) };
  const rules = [{ rule: 'R-1.4.f', values: { outcome, nsoId: task.nsoId } }];
  if (outcome === 'reject') {
    return apply('reject', { event: 'nsoRejected', element: 'nsoApproval', rules, detail }, [
      ...decided,
      ...cancelOpenTasks(facts, { why: 'rejected', nsoId: task.nsoId }, task.taskId),
      { kind: 'setProjectStatus', to: 'rejected' },
      FREE_PUPILS,
      mail('projectRejected', toFounders(facts), { nsoId: task.nsoId }, task.taskId),
      ...nsosOfFounders(facts)
        .filter((nsoId) => nsoId !== task.nsoId)
        .map((nsoId) => mail('projectRejected', { to: 'evaluators', nsoId }, { nsoId: task.nsoId }, task.taskId)),
    ]);
  }
  const others = latestOf(facts, 'nsoApproval').filter((other) => other.taskId !== task.taskId);
  if (outcome === 'return') {
    return apply('return', { event: 'nsoReturned', element: 'nsoApproval', rules, detail }, [
      ...decided,
      { kind: 'setProjectStatus', to: 'returned' },
      ...others
        .filter((other) => other.status === 'open')
        .map((other) => ({ kind: 'suspendTask' as const, taskId: other.taskId })),
      ...askForRevision(facts, task.nsoId, (dueAt) => [
        mail('projectReturned', toFounders(facts), { nsoId: task.nsoId, dueAt }, task.taskId),
        ...others.map(({ nsoId }) =>
          mail('projectReturned', { to: 'evaluators', nsoId }, { nsoId: task.nsoId, dueAt }, task.taskId),
        ),
      ]),
    ]);
  }
  const waitingFor = others.filter((other) => other.outcome !== 'approve').map((other) => other.nsoId);
  if (waitingFor.length > 0) {
    return apply('approve', { event: 'nsoApproved', element: 'nsoApproval', rules, detail }, [
      ...decided,
      mail('nsoApproved', toFounders(facts), { nsoId: task.nsoId, waitingFor: waitingFor.join(',') }, task.taskId),
    ]);
  }
  return apply('approve', { event: 'projectActivated', element: 'nsoApproval', rules, detail }, [
    ...decided,
    { kind: 'setProjectStatus', to: 'active' },
    waitForCompletion(facts, facts.now),
    mail('projectActive', toFounders(facts)),
    mail('projectActive', { to: 'heads', schoolIds: facts.members.map((member) => member.schoolId) }),
  ]);
}

/** The founders are to revise the project, once, whoever asks for it. The mails say until when. */
function askForRevision(
  facts: ProjectFacts,
  nsoId: string,
  mails: (dueAt: Instant) => MailConsequence[],
): Consequence[] {
  const open = facts.tasks.find((task) => task.kind === 'revision' && task.status === 'open');
  if (open) return mails(open.dueAt);
  const due = dueFrom(facts, 'revision', nsoId);
  const task = { kind: 'revision', nsoId, schoolId: null, due } as const;
  return [{ kind: 'openTask', task, announcement: null }, ...mails(due.dueAt)];
}

/** One task per distinct NSO of the two founders, side by side. */
function askNsos(facts: ProjectFacts): Consequence[] {
  return [
    { kind: 'setProjectStatus', to: 'nsos' },
    ...nsosOfFounders(facts).flatMap((nsoId) => openTask(facts, 'nsoApproval', nsoId, null)),
  ];
}
