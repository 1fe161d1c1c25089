import type { MailTemplate } from '../../../domain/consequence.js';
import type { AnswerValues } from '../../../domain/step.js';
import type { DecidedTaskKind, Language } from '../../../domain/vocabulary.js';
import type { MailData, MailDecision } from '../../../mail/mail-data.js';
import { loadRulebook } from '../../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');

export const RECEIVED_AT = '2022-08-19T08:30:00.000Z';
export const LATE_AT = '2022-08-20T21:00:00.000Z';
export const CLOSES_AT = '2022-08-20T21:00:00.000Z';
export const PROJECT_ID = '0191f2c4-7b1e-7c3a-9d2e-4f2a91c0be77';
export const TASK_ID = '0191f2c4-0000-7c3a-9d2e-000000000001';

const TEACHER_ID = '0191f2c4-0000-7c3a-9d2e-000000000002';

/** Real facts for each template, as the lifecycle's rules plan them. */
export const FACTS: Record<MailTemplate, AnswerValues> = {
  taskOpened: { taskKind: 'nsoApproval', dueAt: '2021-12-03T22:00:00.000Z' },
  taskReminder: { taskKind: 'nsoApproval', dueAt: '2021-12-03T22:00:00.000Z' },
  taskEscalated: { taskKind: 'nsoApproval', dueAt: '2021-12-03T22:00:00.000Z' },
  taskCancelled: { taskKind: 'nsoApproval', why: 'rejected', nsoId: 'FR' },
  projectSubmitted: {},
  councilRejected: { dueAt: '2021-12-17T22:00:00.000Z' },
  nsoApproved: { nsoId: 'GR', waitingFor: 'FR' },
  projectActive: {},
  projectRejected: { nsoId: 'FR' },
  projectReturned: { nsoId: 'FR', dueAt: '2021-12-17T22:00:00.000Z' },
  projectClosed: { nsoId: 'FR' },
  projectLapsed: { status: 'returned' },
  completionReminder: { lapsesAt: '2023-12-31T22:00:00.000Z' },
  projectWithdrawn: {},
  teamInvited: { teacherId: TEACHER_ID, schoolId: TEACHER_ID, as: 'partner' },
  invitationAnswered: { teacherId: TEACHER_ID, schoolId: TEACHER_ID, answer: 'accept' },
  invitationCancelled: { teacherId: TEACHER_ID, why: 'completed' },
  memberJoined: { teacherId: TEACHER_ID, schoolId: TEACHER_ID },
  joiningRejected: { teacherId: TEACHER_ID },
  memberLeft: { teacherId: TEACHER_ID, schoolId: TEACHER_ID, removed: true },
  founderSucceeded: { teacherId: TEACHER_ID, founderId: TEACHER_ID },
  projectCompleted: { closesAt: CLOSES_AT, periodId: 'gr-2021-2022/2022' },
  labelReceived: { receivedAt: RECEIVED_AT, periodId: 'gr-2021-2022/2022', closesAt: CLOSES_AT },
  labelRolledOver: {
    receivedAt: LATE_AT,
    closedAt: CLOSES_AT,
    nextPeriodId: 'gr-2021-2022/2023',
    nextClosesAt: null,
  },
  labelAwaitsPeriod: { receivedAt: LATE_AT, closedAt: CLOSES_AT },
  labelDraftNotSubmitted: { closedAt: CLOSES_AT, nextPeriodId: 'gr-2021-2022/2023' },
  labelFrozen: { version: 3, closedAt: CLOSES_AT },
  labelDecided: { outcome: 'refuse', points: 14, maximumPoints: 25 },
};

const TASK_KIND_OF: Partial<Record<MailTemplate, DecidedTaskKind>> = {
  councilRejected: 'councilApproval',
  joiningRejected: 'councilApproval',
  labelDecided: 'labelEvaluation',
};

/** All that a mail of that template may speak of. */
export function mailData(template: MailTemplate, language: Language, changes: Partial<MailData> = {}): MailData {
  const kind = TASK_KIND_OF[template] ?? 'nsoApproval';
  const { timeZone, programmeClock, label, nsos, periods } = rulebook;
  return {
    mailKey: `key/${template}`,
    template,
    facts: FACTS[template],
    plannedAt: '2021-11-08T09:15:00.000Z',
    recipient: { name: 'Ελένη Παπαδοπούλου', address: 'eleni@example.org', language, nsoId: 'GR' },
    project: {
      projectId: PROJECT_ID,
      title: 'Seas of stories',
      submittedAt: '2021-11-08T09:15:00.000Z',
      activatedAt: '2021-12-01T10:00:00.000Z',
    },
    approvedBy: ['GR', 'FR'],
    task: {
      taskId: TASK_ID,
      kind,
      nsoId: 'GR',
      schoolName: kind === 'councilApproval' ? '2ο Γυμνάσιο Χανίων' : null,
      dueAt: '2021-12-03T22:00:00.000Z',
    },
    decision: decisionOf(kind),
    application: { applicationId: '0191f2c4-7b1e-7c3a-9d2e-00005d3e8a21', receivedAt: RECEIVED_AT },
    team: {
      memberName: 'Νίκος Γεωργίου',
      schoolName: '3ο Δημοτικό Πάτρας',
      founderName: 'Claire Martin',
      reason: 'We no longer work on it together.',
    },
    rules: {
      timeZone,
      programmeClock,
      label,
      nsos,
      periods: periods.map(({ id, names }) => ({ periodId: `gr-2021-2022/${id}`, names })),
    },
    ...changes,
  };
}

function decisionOf(kind: DecidedTaskKind): MailDecision {
  const decidedAt = '2021-11-20T12:00:00.000Z';
  switch (kind) {
    case 'councilApproval': {
      const reason = 'Το τμήμα έχει ήδη δύο προγράμματα.\nΝα υποβληθεί του χρόνου.';
      const content = {
        outcome: 'reject' as const,
        sessionOn: '2021-11-18',
        actNumber: '12/2021',
        specialSession: true as const,
      };
      return { kind, outcome: 'reject', decidedAt, content: { ...content, reason } };
    }
    case 'nsoApproval':
      return {
        kind,
        outcome: 'reject',
        decidedAt,
        content: { outcome: 'reject', reason: 'The timetable does not say who does what.' },
      };
    case 'labelEvaluation': {
      const comments = ['Good letters between pupils.', '', 'Clear aims.', '', 'Final product is missing.'];
      const scores = rulebook.label.criteria.map(({ id }, index) => ({
        criterion: id,
        points: index < 4 ? 3 : 2,
        comment: comments[index] ?? '',
      }));
      return {
        kind,
        outcome: 'refuse',
        decidedAt,
        content: {
          scores,
          subCriteria: [],
          twinspaceConfirmations: { activities: true, communication: true, record: false },
          feedback: 'Thank you for your work.\nPlease document the results.',
        },
        conclusion: {
          outcome: 'refuse',
          points: 14,
          maximumPoints: 25,
          reasons: [
            { rule: 'R-3.1.0', from: 'design', code: 'threshold', met: false, values: { points: 14 } },
            {
              rule: 'R-3.1.0',
              from: 'programme',
              code: 'subCriterion',
              met: false,
              values: { subCriterion: 'eSafety', points: 1, minimum: 2, maximum: 5 },
            },
            {
              rule: 'R-3.1.p',
              from: 'circular',
              code: 'twinspaceConfirmation',
              met: false,
              values: { use: 'record', confirmed: false },
            },
          ],
        },
      };
    }
  }
}
