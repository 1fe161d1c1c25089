import { describe, expect, test } from '@jest/globals';
import {
  councilDecisionSchema,
  DECISION_SCHEMAS,
  evaluationSchema,
  nsoDecisionSchema,
} from '../../domain/decision-content.js';
import { TASK_KINDS } from '../../domain/vocabulary.js';

const council = { outcome: 'approve', sessionOn: '2021-11-10', actNumber: '12/2021', specialSession: true };
const evaluation = {
  scores: [{ criterion: 'collaboration', points: 4, comment: '' }],
  subCriteria: [{ id: 'eSafety', points: 3 }],
  twinspaceConfirmations: { activities: true, communication: true, record: false },
  feedback: 'Well done.',
};

describe('what is entered to decide a task', () => {
  test('every kind of task that somebody decides has its schema', () => {
    const decided = TASK_KINDS.filter((kind) => kind !== 'revision');
    expect(Object.keys(DECISION_SCHEMAS).sort()).toEqual([...decided].sort());
  });

  test('R-1.4.a: a council decides in a special session, with its date and act number', () => {
    expect(councilDecisionSchema.parse(council)).toEqual(council);
    for (const changes of [
      { specialSession: false },
      { sessionOn: '2021-02-30' },
      { actNumber: ' ' },
      { outcome: 'return' },
      { minutes: 'all of them' },
    ]) {
      expect(councilDecisionSchema.safeParse({ ...council, ...changes }).success).toBe(false);
    }
  });

  test('R-1.4.f: an NSO that rejects says why', () => {
    expect(nsoDecisionSchema.safeParse({ outcome: 'approve' }).success).toBe(true);
    expect(nsoDecisionSchema.safeParse({ outcome: 'reject', reason: 'No timetable.' }).success).toBe(true);
    expect(nsoDecisionSchema.safeParse({ outcome: 'reject' }).success).toBe(false);
    expect(nsoDecisionSchema.safeParse({ outcome: 'reject', reason: '   ' }).success).toBe(false);
  });

  test('R-3.1.p: an evaluation answers for all three uses of TwinSpace, and gives feedback', () => {
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation);
    for (const changes of [
      { twinspaceConfirmations: { activities: true, communication: true } },
      { feedback: '' },
      { scores: [{ criterion: 'collaboration', points: 2.5, comment: '' }] },
      { scores: [{ criterion: 'collaboration', points: '4', comment: '' }] },
      { outcome: 'award' },
    ]) {
      expect(evaluationSchema.safeParse({ ...evaluation, ...changes }).success).toBe(false);
    }
  });
});
