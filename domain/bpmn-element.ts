// Elements of the published BPMN models (bpmn/) that a step may pass: the journal names one with each entry.
import type { SubjectKind } from './vocabulary.js';

/** Their ids, by the model that draws them. A test holds them against the models. */
export const BPMN_ELEMENTS = {
  project: [
    'submission',
    'councilApproval',
    'nsoApproval',
    'revision',
    'withdrawal',
    'invitation',
    'team',
    'succession',
    'completion',
    'closure',
    'lapse',
    'labelWindow',
    'rollover',
    'timer',
  ],
  label: ['labelApplication', 'rollover', 'freeze', 'labelEvaluation', 'timer'],
} as const satisfies Record<SubjectKind, readonly string[]>;

export type BpmnElement = (typeof BPMN_ELEMENTS)[SubjectKind][number];
