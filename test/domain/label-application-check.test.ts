import { describe, expect, test } from '@jest/globals';
import { checkLabelApplication } from '../../domain/label-application-check.js';
import { type LabelContent, labelContentSchema } from '../../domain/label-content.js';
import { loadRulebook } from '../../rulebooks/load.js';

const { label } = await loadRulebook('gr-2021-2022');
const application: LabelContent = {
  selfAssessment: label.criteria.map(({ id }) => ({ criterion: id, text: 'We met every week.' })),
  twinspaceDeclaration: { activities: true, communication: true, record: true },
  resultsLinks: ['https://twinspace.etwinning.net/123'],
};

describe('an application for the label', () => {
  test('R-3.1.0: a text for every criterion is asked of the applicant', () => {
    const [first, ...others] = application.selfAssessment;

    expect(checkLabelApplication(label, application)).toEqual({ errors: [], warnings: [] });
    expect(checkLabelApplication(label, { ...application, selfAssessment: others }).errors).toEqual([
      {
        rule: 'R-3.1.0',
        code: 'selfAssessmentMissing',
        field: 'selfAssessment',
        values: { criterion: first?.criterion ?? '' },
      },
    ]);
  });

  test('R-3.1.0: a criterion that the rulebook does not have is refused', () => {
    const selfAssessment = [...application.selfAssessment, { criterion: 'sympathy', text: 'Yes.' }];

    expect(checkLabelApplication(label, { ...application, selfAssessment }).errors).toMatchObject([
      { code: 'criterionUnknown', field: 'selfAssessment.5' },
    ]);
  });

  test('R-3.1.p: TwinSpace not declared is a warning at submission, not a refusal', () => {
    const twinspaceDeclaration = { activities: true, communication: false, record: false };

    const { errors, warnings } = checkLabelApplication(label, { ...application, twinspaceDeclaration });

    expect(errors).toEqual([]);
    expect(warnings.map(({ rule, field }) => `${rule} ${field}`)).toEqual([
      'R-3.1.p twinspaceDeclaration.communication',
      'R-3.1.p twinspaceDeclaration.record',
    ]);
  });

  test('the schema takes it as it is, and refuses what is not asked for', () => {
    expect(labelContentSchema.parse(application)).toEqual(application);
    for (const changes of [
      { label: 'awarded' },
      { resultsLinks: ['javascript:alert(1)'] },
      { resultsLinks: Array.from({ length: 21 }, () => 'https://example.org/') },
      { twinspaceDeclaration: { activities: true, communication: true } },
      { selfAssessment: [...application.selfAssessment, application.selfAssessment[0]] },
      { selfAssessment: [{ criterion: '__proto__', text: '' }] },
    ]) {
      expect(labelContentSchema.safeParse({ ...application, ...changes }).success).toBe(false);
    }
  });
});
