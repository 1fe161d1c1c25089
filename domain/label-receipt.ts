// The receipt of a label application: which period it belongs to, and whether the teacher has a slot there.
import { judgeApplication } from './application-deadline.js';
import { apply, mail, refuse, toTeacher } from './conclude.js';
import type { Conclusion } from './consequence.js';
import type { ApplicationFacts, IntakeFacts, LabelFacts } from './facts.js';
import { onPaper } from './import/on-paper.js';
import { closeTimer, lookAgain, nextCount, nothingNote } from './label-timers.js';

/**
 * whoever took part in a completed project may apply, for himself or herself.
 * the instant of receipt decides the period; what came late belongs to the next one.
 */
export function receiveApplication(facts: LabelFacts, intake: IntakeFacts): Conclusion {
  const paper = onPaper(intake);
  const receivedAt = paper?.receivedAt ?? intake.command.receivedAt;
  // What was applied for on paper is brought in by somebody else.
  const applicantId = paper ? facts.draftTeacherId : intake.actorTeacherId;
  const member = facts.members.find((candidate) => candidate.teacherId === applicantId);
  if (!member || member.teacherId !== facts.draftTeacherId) return refuse('notAMember', 'R-3.1.0');
  if (facts.projectStatus !== 'completed') {
    return refuse('wrongStatus', 'R-3.1.0', { status: facts.projectStatus ?? 'draft' });
  }
  const completedAt = facts.completedAt ?? receivedAt;
  const judged = judgeApplication({ receivedAt, periods: facts.periods, completedAt });
  const { teacherId, nsoId } = member;
  const opening = { kind: 'openApplication' as const, teacherId, nsoId, receivedAt };
  const toApplicant = toTeacher(facts, member.teacherId);

  if (judged.kind === 'awaitingPeriod') {
    const why = { receivedAt, closedAt: judged.closedAt };
    const rolledOver = { fromPeriodId: judged.closedPeriodId, why };
    const rules = [{ rule: 'R-3.1.5', values: why }];
    return apply(
      'awaitingPeriod',
      { event: 'labelApplicationAwaitsPeriod', element: 'rollover', rules, detail: why },
      [
        { ...opening, status: 'awaitingPeriod', periodId: null, closesAt: null, rolledOver },
        lookAgain(facts, 1),
        mail('labelAwaitsPeriod', toApplicant, why),
      ],
      why,
    );
  }

  const late = judged.kind === 'late';
  const periodId = late ? judged.nextPeriodId : judged.periodId;
  const closesAt = late ? judged.nextClosesAt : judged.closesAt;
  const slot = freeSlot(facts, periodId);
  if (slot === null) return refuse('labelSlotsFull', 'R-3.1.2', { periodId, maximum: maximumSlots(facts) });
  const values = {
    ...{ periodId, closesAt, receivedAt, ...(late && { closedAt: judged.closedAt }) },
    ...(paper && { imported: true }),
  };
  const rules = [
    { rule: 'R-3.1.0', values: { status: facts.projectStatus } },
    { rule: late ? 'R-3.1.5' : 'R-3.1.3', values },
    { rule: 'R-3.1.2', values: { slot, maximum: maximumSlots(facts) } },
  ];
  const rolledOver = late
    ? { fromPeriodId: judged.closedPeriodId, why: { receivedAt, closedAt: judged.closedAt } }
    : null;
  return apply(
    late ? 'rolledOver' : 'received',
    {
      event: late ? 'labelApplicationRolledOver' : 'labelApplicationReceived',
      element: late ? 'rollover' : 'labelApplication',
      rules,
      detail: { ...values, slot },
    },
    [
      { ...opening, status: 'submitted', periodId, closesAt, rolledOver },
      { kind: 'takeSlot', teacherId: member.teacherId, periodId, slot },
      closeTimer(facts, periodId, closesAt, 1),
      late
        ? mail('labelRolledOver', toApplicant, {
            receivedAt,
            closedAt: judged.closedAt,
            nextPeriodId: periodId,
            nextClosesAt: closesAt,
          })
        : mail('labelReceived', toApplicant, { receivedAt, periodId, closesAt }),
    ],
    values,
  );
}

/** what waited for a period enters the first one published since, when a slot is free there. */
export function enterPublishedPeriod(facts: LabelFacts, application: ApplicationFacts, timer: string): Conclusion {
  const count = nextCount(timer);
  const open = facts.periods.find((period) => !period.closesAt || Date.parse(period.closesAt) > Date.parse(facts.now));
  const slot = open ? freeSlot(facts, open.periodId) : null;
  if (!open || slot === null) {
    return apply('nothing', nothingNote('rollover', timer), [lookAgain(facts, count)]);
  }
  const { periodId, closesAt } = open;
  const rules = [{ rule: 'R-3.1.5', values: { periodId, closesAt } }];
  const detail = { periodId, closesAt, slot };
  return apply('rolledOver', { event: 'labelApplicationRolledOver', element: 'rollover', rules, detail }, [
    { kind: 'moveApplication', periodId, closesAt },
    { kind: 'setLabelStatus', to: 'submitted' },
    { kind: 'takeSlot', teacherId: application.teacherId, periodId, slot },
    closeTimer(facts, periodId, closesAt, 1),
    mail('labelRolledOver', toTeacher(facts, application.teacherId), {
      receivedAt: application.receivedAt,
      closedAt: application.missedClosesAt,
      nextPeriodId: periodId,
      nextClosesAt: closesAt,
    }),
  ]);
}

/** the lowest free slot of the teacher in the period, null when all are taken. */
function freeSlot(facts: LabelFacts, periodId: string): number | null {
  const taken = facts.slots.filter((slot) => slot.periodId === periodId).map((slot) => slot.slot);
  for (let slot = 1; slot <= maximumSlots(facts); slot += 1) if (!taken.includes(slot)) return slot;
  return null;
}

const maximumSlots = (facts: LabelFacts): number => facts.rulebook.label.maximumPerPeriod;
