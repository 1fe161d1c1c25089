// Which field of a form a finding is about: rules name criteria and members, a form has numbered rows.
import type { FieldProblem } from '../usecases/problem.js';

type Values = Readonly<Record<string, string>>;

/** What a schema says of a text that is not there: a form always sends one. */
const SAID_OF_EMPTY = new Set(['invalidValue', 'wrongFormat', 'wrongType', 'notAllowed', 'tooShort']);

/** The same findings, each with the path of the field that the form has for it. */
export function placedInForm(values: Values, fields: readonly FieldProblem[]): FieldProblem[] {
  return fields.map((finding) => {
    const field = placeOf(values, finding);
    const isEmpty = SAID_OF_EMPTY.has(finding.code) && values[field]?.trim() === '';
    return { ...finding, field, ...(isEmpty && { code: 'required' }) };
  });
}

function placeOf(values: Values, { field, values: compared }: FieldProblem): string {
  const [list = '', second = '', third] = field.split('.');
  if (list === 'selfAssessment')
    return rowPlace(values, list, 'criterion', String(compared.criterion ?? ''), second, 'text');
  if (list === 'scores') return rowPlace(values, list, 'criterion', second, second, third ?? 'points');
  if (list === 'subCriteria') return rowPlace(values, list, 'id', second, second, 'points');
  if (list === 'resultsLinks') return 'links';
  // A teacher at one school is one choice.
  if (field === 'teacherId' || field === 'schoolId') return 'member';
  // A school's group of pupils is found by its school; that is not the form's to change.
  if (list === 'pupilsGroups' && third !== undefined) {
    return rowPlace(values, list, 'schoolId', String(compared.schoolId), second, third === 'schoolId' ? 'kind' : third);
  }
  if (list === 'topics') return list;
  if (list !== 'founders' && list !== 'partners') return field;
  const row = second === '' ? '0' : second;
  return third === 'roleText' ? field : `${list}.${row}.member`;
}

/** The row that stands for a criterion: by its id, or, where the finding is about the form itself, by its number. */
function rowPlace(values: Values, list: string, idName: string, id: string, row: string, part: string): string {
  const found = Object.entries(values).find(
    ([name, value]) => value === id && name.startsWith(`${list}.`) && name.endsWith(`.${idName}`),
  );
  return `${list}.${found?.[0].split('.')[1] ?? (/^\d+$/.test(row) ? row : '0')}.${part}`;
}
