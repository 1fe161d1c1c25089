// What a project's step concludes from its cause: the table of commands by status, and the timers after completion.

import { judgeApplication, type Period } from './application-deadline.js';
import { realInstantOf, waitForCompletion } from './completion-timer.js';
import { apply, cancelOpenTasks, mail, refuse, toTeacher } from './conclude.js';
import type { Conclusion, Consequence } from './consequence.js';
import type { IntakeFacts, ProjectFacts } from './facts.js';
import { toFounders } from './founders.js';
import { freezeDelayMs } from './freeze-delay.js';
import { onPaperDetail } from './import/on-paper.js';
import { nextLookAt } from './next-look.js';
import { concludeProjectDecision, concludeSubmission } from './project-approval.js';
import { concludeResubmission } from './project-revision.js';
import { FREE_PUPILS } from './pupil-slots.js';
import type { Cause } from './step.js';
import { climbRung, withoutEffect } from './task-rung.js';
import { concludeTeamCommand } from './team/commands.js';
import { cancelInvitations } from './team/invitations.js';
import { type Instant, type ProjectCommandKind, type ProjectStatus, TEAM_COMMANDS } from './vocabulary.js';

/** Which commands a submitted project takes in which status. A new status does not compile until it has its row. */
export const PROJECT_COMMANDS_BY_STATUS = {
  council: ['decide', 'withdraw'],
  councilRejected: ['decide', 'resubmit', 'withdraw'],
  nsos: ['decide', 'withdraw'],
  returned: ['decide', 'resubmit', 'withdraw'],
  active: ['decide', 'complete', 'close', ...TEAM_COMMANDS],
  completed: ['decide'],
  archived: ['decide'],
  rejected: ['decide'],
  withdrawn: ['decide'],
  closed: ['decide'],
  lapsed: ['decide'],
} as const satisfies Record<ProjectStatus, readonly ProjectCommandKind[]>;

/** Stands in a timer's name for a period that is still to be published: the first one that is open at a later look. */
const UNPUBLISHED = 'unpublished';

/** The rule that a command in the wrong status runs against. */
const RULE_OF_COMMAND = {
  submit: 'R-1.4.e',
  decide: 'R-1.4.f',
  resubmit: 'R-1.4.f',
  withdraw: null,
  complete: 'R-1.4.f',
  close: 'R-1.4.f',
  invite: 'R-1.4.f',
  handOver: 'R-1.4.f',
  answerInvitation: 'R-1.4.f',
  withdrawInvitation: null,
  leave: null,
} as const satisfies Record<ProjectCommandKind, string | null>;

/**
 * Concludes one step of a project.
 * @param facts what the transaction loaded under the project's lock
 * @param cause the command or timer that caused the step
 */
export function concludeProjectStep(facts: ProjectFacts, cause: Cause): Conclusion {
  if (cause.kind === 'timer') return concludeTimer(facts, cause.timer);
  const { intake } = facts;
  if (!intake) return refuse('intakeMismatch', null);

  const kind = intake.command.kind as ProjectCommandKind;
  if (kind === 'submit') return concludeSubmission(facts);
  if (!facts.project) return refuse('wrongStatus', RULE_OF_COMMAND[kind], { status: 'draft' });

  const { status } = facts.project;
  const allowed: readonly ProjectCommandKind[] = PROJECT_COMMANDS_BY_STATUS[status];
  if (!allowed.includes(kind)) return refuse('wrongStatus', RULE_OF_COMMAND[kind], { status });
  switch (kind) {
    case 'decide':
      return concludeProjectDecision(facts, intake);
    case 'resubmit':
      return concludeResubmission(facts, intake);
    case 'close':
      return concludeClosure(facts, intake);
    case 'withdraw':
      return concludeWithdrawal(facts);
    case 'complete':
      return concludeCompletion(facts, intake);
    default:
      return concludeTeamCommand(facts, intake, kind);
  }
}

/** Before it is active, a founder may withdraw the project; nobody's work on it goes on. */
function concludeWithdrawal(facts: ProjectFacts): Conclusion {
  return apply('withdrawn', { event: 'projectWithdrawn', element: 'withdrawal', rules: [], detail: {} }, [
    ...cancelOpenTasks(facts, { why: 'withdrawn' }),
    { kind: 'setProjectStatus', to: 'withdrawn' },
    FREE_PUPILS,
    mail('projectWithdrawn', toFounders(facts)),
  ]);
}

/** An NSO that approved an active project ends it, and says why. */
function concludeClosure(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const { nsoId } = intake.content as { nsoId: string };
  const detail = { nsoId };
  const everybody = { to: 'users' as const, userIds: facts.members.map((member) => member.userId) };
  const others = [...new Set(facts.members.map((member) => member.nsoId))].filter((other) => other !== nsoId);
  return apply('closed', { event: 'projectClosed', element: 'closure', rules: [], detail }, [
    ...cancelOpenTasks(facts, { why: 'closed' }),
    ...cancelInvitations(facts, 'closed'),
    { kind: 'setProjectStatus', to: 'closed' },
    { kind: 'setTimer', timer: null, at: null },
    mail('projectClosed', everybody, detail),
    ...others.map((other) => mail('projectClosed', { to: 'evaluators', nsoId: other }, detail)),
  ]);
}

/** Nobody resubmitted, or completed: the project is given up, and whoever waited for it is told. */
function concludeLapse(facts: ProjectFacts): Conclusion {
  const { status } = facts.project ?? { status: 'council' };
  const rules = [{ rule: status === 'active' ? 'R-1.3.a' : 'R-1.4.f', values: { status } }];
  return apply('lapsed', { event: 'projectLapsed', element: 'lapse', rules, detail: { status } }, [
    ...cancelOpenTasks(facts, { why: status === 'active' ? 'notCompleted' : 'lapsed' }),
    ...cancelInvitations(facts, 'lapsed'),
    { kind: 'setProjectStatus', to: 'lapsed' },
    FREE_PUPILS,
    { kind: 'setTimer', timer: null, at: null },
    mail('projectLapsed', toFounders(facts), { status }),
  ]);
}

/** once it is completed, every teacher who took part may apply for the label. R-2.g: no product is owed. */
function concludeCompletion(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const summary = (intake.content as { summary: string }).summary;
  const judged = judgeApplication({ receivedAt: facts.now, periods: facts.periods, completedAt: facts.now });
  const period = facts.periods.find((candidate) => candidate.periodId === periodOf(judged)) ?? null;
  const rules = [{ rule: 'R-3.1.0', values: { periodId: period?.periodId ?? null } }];
  const everybody = { to: 'users' as const, userIds: facts.members.map((member) => member.userId) };
  return apply(
    'completed',
    { event: 'projectCompleted', element: 'completion', rules, detail: onPaperDetail(intake) },
    [
      ...cancelOpenTasks(facts, { why: 'completed' }),
      ...cancelInvitations(facts, 'completed'),
      { kind: 'setProjectStatus', to: 'completed', summary },
      waitFor(facts, 'labelWindow', period, 1),
      mail('projectCompleted', everybody, { closesAt: period?.closesAt ?? null, periodId: period?.periodId ?? null }),
    ],
  );
}

function concludeTimer(facts: ProjectFacts, timer: string): Conclusion {
  if (!facts.project || facts.project.timer !== timer) return climbRung(facts, timer, () => concludeLapse(facts));
  const [, stage = '', periodId = '', count] = timer.split('/');
  if (stage === 'completionReminder') return remindToComplete(facts, periodId);
  if (stage === 'lapse') return concludeLapse(facts);
  const index = facts.periods.findIndex((period) =>
    periodId === UNPUBLISHED ? !hasClosed(period, facts.now) : localId(period) === periodId,
  );
  const period = facts.periods[index] ?? null;
  const again = Number(count) + 1;
  if (stage === 'labelWindow') {
    if (!hasClosed(period, facts.now)) return stillWaiting(timer, waitFor(facts, 'labelWindow', period, again));
    return closeLabelWindow(facts, period, facts.periods[index + 1] ?? null);
  }
  if (!hasClosed(period, facts.now)) return stillWaiting(timer, waitFor(facts, 'rollover', period, again));
  const detail = { periodId: period.periodId };
  return apply('archived', { event: 'rolloverPeriodClosed', element: 'rollover', rules: [], detail }, [
    { kind: 'setProjectStatus', to: 'archived' },
    { kind: 'setTimer', timer: null, at: null },
  ]);
}

/** .a: the project goes on; its founders are reminded that it can be completed, and until when. */
function remindToComplete(facts: ProjectFacts, on: string): Conclusion {
  const lapsesAt = realInstantOf(facts, facts.rulebook.activeProjects.lapsesOn);
  const rules = [{ rule: 'R-1.3.a', values: { lapsesAt } }];
  return apply('reminder', { event: 'completionReminded', element: 'completion', rules, detail: { lapsesAt } }, [
    waitForCompletion(facts, realInstantOf(facts, on)),
    mail('completionReminder', toFounders(facts), { lapsesAt }),
  ]);
}

/** tells the story of the deadline. Who was only drafting then belongs to the next period. */
function closeLabelWindow(facts: ProjectFacts, period: Period, next: Period | null): Conclusion {
  const rules = [{ rule: 'R-3.1.3', values: { closedAt: period.closesAt } }];
  const told = { closedAt: period.closesAt, nextPeriodId: next?.periodId ?? null };
  const late = facts.labelDrafts.map(({ teacherId }) =>
    mail('labelDraftNotSubmitted', toTeacher(facts, teacherId), told),
  );
  if (late.length > 0) rules.push({ rule: 'R-3.1.5', values: { closedAt: period.closesAt } });
  const detail = { periodId: period.periodId, drafts: late.length };
  return apply('labelWindowClosed', { event: 'labelWindowClosed', element: 'labelWindow', rules, detail }, [
    waitFor(facts, 'rollover', next, 1),
    ...late,
  ]);
}

function stillWaiting(timer: string, again: Consequence): Conclusion {
  const nothing = withoutEffect(timer);
  return 'consequences' in nothing ? { ...nothing, consequences: [again] } : nothing;
}

/** Arms the project's own timer: at the period's deadline, or for another look while that is not published. */
function waitFor(
  facts: ProjectFacts,
  stage: 'labelWindow' | 'rollover',
  period: Period | null,
  count: number,
): Consequence {
  const projectId = facts.project?.projectId ?? '';
  const timer = `${projectId}/${stage}/${period ? localId(period) : UNPUBLISHED}/${count}`;
  if (!period?.closesAt) return { kind: 'setTimer', timer, at: nextLookAt(facts) };
  const closesMs = Date.parse(period.closesAt) + freezeDelayMs(projectId, facts.rulebook.freezeSpreadMinutes);
  return { kind: 'setTimer', timer, at: new Date(closesMs).toISOString() };
}

function hasClosed(period: Period | null, now: Instant): period is Period & { closesAt: Instant } {
  return period?.closesAt != null && Date.parse(period.closesAt) <= Date.parse(now);
}

function periodOf(judged: ReturnType<typeof judgeApplication>): string | null {
  if (judged.kind === 'inTime') return judged.periodId;
  return judged.kind === 'late' ? judged.nextPeriodId : null;
}

/** A period's id without its rulebook's: short, and without the separator of timer names. */
function localId(period: Period): string {
  return period.periodId.slice(period.periodId.lastIndexOf('/') + 1);
}
