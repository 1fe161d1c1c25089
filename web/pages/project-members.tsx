// Who takes part, as fields of a project's form: teachers are looked for, then chosen with the school at which they take part.
import { CONTENT_LIMITS, membersOf, type ProjectContent } from '../../domain/project-content.js';
import type { FoundTeacher } from '../../usecases/find-teachers.js';
import type { Me } from '../../usecases/who-am-i.js';
import type { FormState } from '../form.js';
import { UUID } from '../guard.js';
import type { SignedIn } from '../viewer.js';
import { Choice, Field } from './parts.js';

/** Whom the form can name. */
export interface Choosable {
  me: Me;
  /** What is stored: its members stay choosable. */
  content: ProjectContent;
  /** The members that were chosen before. */
  chosen: FoundTeacher[];
  /** Teachers whom the search found. Null: nobody was looked for. */
  found: FoundTeacher[] | null;
  search: string;
}

interface MembersProps {
  viewer: SignedIn;
  form: FormState;
  choosable: Choosable;
}

/** The partners that there are, here or in the stored version, and one more row. */
export function Partners(props: MembersProps) {
  const { t } = props.viewer;
  return (
    <>
      {partnerRows(props.form).map((index, _, all) => (
        <Member
          {...props}
          key={index}
          path={`partners.${index}`}
          label={t(index === all.length - 1 ? 'pages.anotherPartner' : 'role.partner')}
        />
      ))}
    </>
  );
}

/** A member is a teacher at one school (R-2.f): one choice. */
export function Member({ viewer, form, choosable, path, label }: MembersProps & { path: string; label: string }) {
  return (
    <fieldset>
      <legend>{label}</legend>
      <Choice
        viewer={viewer}
        form={form}
        path={`${path}.member`}
        label={viewer.t('pages.field.member')}
        choices={memberChoices(viewer, choosable)}
      />
      <RoleText viewer={viewer} form={form} path={path} />
    </fieldset>
  );
}

/** A member who stays: only what he or she does in the project can be written anew. */
export function FixedFounder({ viewer, form, choosable, index }: MembersProps & { index: 0 | 1 }) {
  const { teacherId, schoolId } = choosable.content.founders[index];
  const path = `founders.${index}`;
  const value = `${teacherId}/${schoolId}`;
  return (
    <fieldset>
      <legend>{viewer.t(index === 0 ? 'pages.firstFounder' : 'pages.secondFounder')}</legend>
      <p>{memberChoices(viewer, choosable).get(value)}</p>
      <input type="hidden" name={`${path}.member`} value={value} />
      <RoleText viewer={viewer} form={form} path={path} />
    </fieldset>
  );
}

function RoleText({ viewer, form, path }: { viewer: SignedIn; form: FormState; path: string }) {
  const label = viewer.t('pages.field.roleText');
  return <Field viewer={viewer} form={form} path={`${path}.roleText`} kind="area" rows={3} label={label} />;
}

/** The choices of a member's row: `teacher/school` with what it is called. */
export function memberChoices({ t }: SignedIn, { me, content, chosen, found }: Choosable): Map<string, string> {
  const choices = new Map<string, string>([['', t('pages.choose')]]);
  const add = (teacherId: string | null, name: string, schools: FoundTeacher['schools']) => {
    for (const school of schools) {
      choices.set(`${teacherId}/${school.schoolId}`, `${name}, ${school.name} (${school.countryCode})`);
    }
  };
  add(me.teacherId, me.displayName, me.schools);
  for (const teacher of [...chosen, ...(found ?? [])]) add(teacher.teacherId, teacher.displayName, teacher.schools);
  // Whoever is not registered any more has no name, and is not lost.
  for (const { teacherId, schoolId } of membersOf(content)) {
    const value = `${teacherId}/${schoolId}`;
    if (!choices.has(value)) choices.set(value, t('pages.chosenBefore'));
  }
  return choices;
}

function partnerRows({ values, stored = {} }: FormState): number[] {
  const counts = [values, stored].map((one) => memberNames(one).filter((name) => name.startsWith('partners.')).length);
  return Array.from({ length: Math.min(Math.max(...counts), CONTENT_LIMITS.partners) + 1 }, (_, index) => index);
}

/** The fields in which a member is chosen. */
function memberNames(values: Readonly<Record<string, string>>): string[] {
  return Object.keys(values).filter((name) => /^(founders|partners)\.\d+\.member$/.test(name) && values[name] !== '');
}

/** Ids of the teachers whom a form names. */
export function teachersIn({ values, stored = {} }: FormState): string[] {
  const chosen = [values, stored].flatMap((one) => memberNames(one).map((name) => one[name]?.split('/')[0] ?? ''));
  return [...new Set(chosen)].filter((teacherId) => UUID.test(teacherId));
}
