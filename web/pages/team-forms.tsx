// The forms of the team's page, each folded away until it is wanted or was refused.
import type { ComponentChildren } from 'preact';
import type { ProjectView } from '../../usecases/read-project.js';
import type { FormState } from '../form.js';
import type { SignedIn } from '../viewer.js';
import { Choice, CommandForm, Field } from './parts.js';
import { TeacherSearch, type TeacherSearchProps } from './teacher-search.js';

interface FormProps {
  viewer: SignedIn;
  project: ProjectView;
  form: FormState;
  commandKey: string;
}

interface FoldedProps extends FormProps {
  title: string;
  /** Last part of the form's address. */
  path: string;
  isOpen?: boolean;
  children: ComponentChildren;
}

function Folded({ viewer, project, form, commandKey, title, path, isOpen = false, children }: FoldedProps) {
  return (
    <details id={path} open={isOpen || form.fields.length > 0 || form.problem !== undefined}>
      <summary>{title}</summary>
      <CommandForm viewer={viewer} action={`/projects/${project.projectId}/team/${path}`} commandKey={commandKey}>
        {children}
      </CommandForm>
    </details>
  );
}

/** Looks for a teacher by name, and invites one of those found under one of his or her schools (R-1.p1). */
export function Invite(props: FormProps & TeacherSearchProps) {
  const { viewer, form, found, search } = props;
  const { t } = viewer;
  const choices: [string, string][] = (found ?? []).flatMap(({ teacherId, displayName, schools }) =>
    schools.map(({ schoolId, name, countryCode }): [string, string] => [
      `${teacherId}/${schoolId}`,
      `${displayName}, ${name} (${countryCode})`,
    ]),
  );
  return (
    <Folded {...props} title={t('pages.team.invite')} path="invite" isOpen={found !== null}>
      <TeacherSearch viewer={viewer} search={search} found={found} hint={t('pages.team.findHint')} />
      <Choice
        viewer={viewer}
        form={form}
        path="member"
        label={t('pages.field.member')}
        choices={[['', t('pages.choose')], ...choices]}
      />
      <Field viewer={viewer} form={form} path="roleText" kind="area" rows={3} label={t('pages.field.roleText')} />
      <button type="submit" name="intent" value="invite">
        {t('pages.team.invite')}
      </button>
    </Folded>
  );
}

/** Who may be founder after whom: a member of the same NSO, for oneself or for a founder who is gone. */
function successions({ viewer, project }: FormProps): [string, string][] {
  const own = viewer.session.actor.teacherId;
  const founders = project.members.filter(({ role }) => role === 'founder');
  const partners = project.members.filter(({ role }) => role === 'partner');
  return founders
    .filter(({ teacherId, accountClosed }) => teacherId === own || accountClosed)
    .flatMap((founder) =>
      partners
        .filter(({ nsoId }) => nsoId === founder.nsoId)
        .map(({ teacherId, displayName: name }): [string, string] => {
          const founderName = founder.teacherId === own ? null : founder.displayName;
          return [`${founder.teacherId}/${teacherId}`, viewer.t('pages.team.choice', { name, founderName })];
        }),
    );
}

export function HandOver(props: FormProps) {
  const { viewer, form } = props;
  const { t } = viewer;
  const choices = successions(props);
  return (
    <Folded {...props} title={t('pages.team.handOver')} path="hand-over">
      {choices.length === 0 ? (
        <p>{t('pages.team.handOver.none')}</p>
      ) : (
        <>
          <Choice
            viewer={viewer}
            form={form}
            path="successor"
            label={t('pages.field.successor')}
            hint={t('pages.team.handOver.hint')}
            choices={[['', t('pages.choose')], ...choices]}
          />
          <button type="submit">{t('pages.team.handOver')}</button>
        </>
      )}
    </Folded>
  );
}

export function Remove(props: FormProps) {
  const { viewer, project, form } = props;
  const { t } = viewer;
  const partners = project.members.filter(({ role }) => role === 'partner');
  return (
    <Folded {...props} title={t('pages.team.remove')} path="remove">
      <Choice
        viewer={viewer}
        form={form}
        path="removed"
        label={t('pages.field.removed')}
        choices={[
          ['', t('pages.choose')],
          ...partners.map(({ teacherId, displayName }): [string, string] => [teacherId, displayName]),
        ]}
      />
      <Field viewer={viewer} form={form} path="reason" kind="area" label={t('pages.team.remove.text')} />
      <button type="submit" class="warning">
        {t('pages.team.remove')}
      </button>
    </Folded>
  );
}

export function Leave(props: FormProps) {
  const { viewer, form } = props;
  const { t } = viewer;
  return (
    <Folded {...props} title={t('pages.team.leave')} path="leave">
      <Field
        viewer={viewer}
        form={form}
        path="reason"
        kind="area"
        label={t('pages.team.leave.text')}
        hint={t('pages.team.leave.hint')}
      />
      <button type="submit" class="warning">
        {t('pages.team.leave')}
      </button>
    </Folded>
  );
}
