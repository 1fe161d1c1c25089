// What refuses an application for the National Quality Label at its submission, and of what the applicant is warned.
import type { Finding } from './finding.js';
import type { LabelContent } from './label-content.js';
import type { LabelRules } from './rulebook/label.js';

export type LabelApplicationErrorCode = 'selfAssessmentMissing' | 'criterionUnknown';
export type LabelApplicationWarningCode = 'twinspaceNotDeclared';

export interface LabelApplicationCheck {
  errors: Finding<LabelApplicationErrorCode>[];
  warnings: Finding<LabelApplicationWarningCode>[];
}

/**
 * The applicant says for every criterion why the project meets it. A use of TwinSpace that is not declared is a
 * warning, never a refusal: it is the evaluator who confirms it for the award (R-3.1.p).
 */
export function checkLabelApplication(label: LabelRules, content: LabelContent): LabelApplicationCheck {
  const textOf = new Map(content.selfAssessment.map((answer) => [answer.criterion, answer.text]));
  const known = new Set(label.criteria.map((criterion) => criterion.id));
  const missing = [...known].filter((id) => (textOf.get(id) ?? '').trim() === '');
  const unknown = content.selfAssessment.map(({ criterion }, index) => ({ criterion, index }));
  return {
    errors: [
      ...missing.map((criterion) => assessmentError('selfAssessmentMissing', 'selfAssessment', criterion)),
      ...unknown
        .filter(({ criterion }) => !known.has(criterion))
        .map(({ criterion, index }) => assessmentError('criterionUnknown', `selfAssessment.${index}`, criterion)),
    ],
    warnings: label.twinspaceConfirmations
      .filter(({ id }) => !content.twinspaceDeclaration[id])
      .map(({ id, rule }) => ({
        rule,
        code: 'twinspaceNotDeclared',
        field: `twinspaceDeclaration.${id}`,
        values: { use: id },
      })),
  };
}

function assessmentError(
  code: LabelApplicationErrorCode,
  field: string,
  criterion: string,
): Finding<LabelApplicationErrorCode> {
  return { rule: 'R-3.1.0', code, field, values: { criterion } };
}
