import { membersOf } from '../../domain/project-content.js';
import { GROUP_KINDS, GROUP_SETTINGS } from '../../domain/pupils-group.js';
import type { FormState } from '../form.js';
import type { SignedIn } from '../viewer.js';
import { Checkbox, Choice, Field } from './parts.js';
import type { Choosable } from './project-members.js';

interface GroupsFieldsProps {
  viewer: SignedIn;
  form: FormState;
  choosable: Choosable;
}

/** .b: a group of pupils for each school of the members that are stored, and for each that the form names. */
export function PupilsGroupsFields(props: GroupsFieldsProps) {
  const { viewer, form } = props;
  const { t } = viewer;
  const names = schoolNames(props.choosable);
  return (
    <details open={isOpen(form)}>
      <summary>{t('pages.field.pupilsGroups')}</summary>
      <p class="hint">{t('pages.groups.hint')}</p>
      {groupRows(props).map(({ schoolId, index }) => (
        <GroupFields
          {...props}
          key={schoolId}
          row={`pupilsGroups.${index}`}
          schoolId={schoolId}
          name={names.get(schoolId)}
        />
      ))}
    </details>
  );
}

type GroupFieldsProps = GroupsFieldsProps & { row: string; schoolId: string; name: string | undefined };

function GroupFields({ viewer, form, row, schoolId, name }: GroupFieldsProps) {
  const { t } = viewer;
  const shared = { viewer, form };
  const kinds = GROUP_KINDS.map((kind) => [kind, t(`pages.groupKind.${kind}`)] as const);
  const settings = GROUP_SETTINGS.map((setting) => [setting, t(`pages.groupSetting.${setting}`)] as const);
  return (
    <fieldset>
      <legend>{name ?? t('pages.chosenBefore')}</legend>
      <input type="hidden" name={`${row}.schoolId`} value={schoolId} />
      <Choice
        {...shared}
        path={`${row}.kind`}
        label={t('pages.groups.kind')}
        choices={[['', t('pages.groups.none')], ...kinds]}
      />
      <Field {...shared} path={`${row}.size`} kind="number" label={t('pages.field.size')} />
      <Choice
        {...shared}
        path={`${row}.setting`}
        label={t('pages.field.setting')}
        choices={[['', t('pages.choose')], ...settings]}
      />
      <Field
        {...shared}
        path={`${row}.pupilCodes`}
        kind="area"
        rows={3}
        label={t('pages.field.pupilCodes')}
        hint={t('pages.groups.codesHint')}
      />
      <Checkbox {...shared} path={`${row}.formedBeforeTopic`} label={t('pages.groups.formed')} />
      <Checkbox {...shared} path={`${row}.consentsAttested`} label={t('pages.groups.consents')} />
    </fieldset>
  );
}

/** Schools that have a row in the form keep it: what is wrong with it is told by its number. */
function groupRows({ form, choosable }: GroupsFieldsProps): { schoolId: string; index: number }[] {
  const rows = Object.entries(form.values).flatMap(([name, schoolId]) => {
    const [, index] = /^pupilsGroups\.(\d{1,3})\.schoolId$/.exec(name) ?? [];
    return index === undefined ? [] : [{ schoolId, index: Number(index) }];
  });
  const inForm = new Set(rows.map(({ schoolId }) => schoolId));
  const stored = new Set(membersOf(choosable.content).map(({ schoolId }) => schoolId));
  const next = Math.max(-1, ...rows.map(({ index }) => index)) + 1;
  const others = [...stored].filter((schoolId) => !inForm.has(schoolId));
  return [...rows, ...others.map((schoolId, place) => ({ schoolId, index: next + place }))];
}

function schoolNames({ me, chosen, found }: Choosable): Map<string, string> {
  const schools = [me, ...chosen, ...(found ?? [])].flatMap((person) => person.schools);
  return new Map(schools.map(({ schoolId, name, countryCode }) => [schoolId, `${name} (${countryCode})`]));
}

function isOpen({ values, stored = {}, fields }: FormState): boolean {
  const isStated = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).some(
      ([name, value]) => name.startsWith('pupilsGroups.') && !name.endsWith('.schoolId') && !['', 'no'].includes(value),
    );
  return isStated(values) || isStated(stored) || fields.some(({ field }) => field.startsWith('pupilsGroups'));
}
