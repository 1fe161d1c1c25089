import type { FieldProblem } from '../../usecases/problem.js';
import type { ProjectView } from '../../usecases/read-project.js';
import type { TeamAction } from '../../usecases/team/may-change-team.js';
import { EMPTY_FORM, type FormState } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { CommandForm, ErrorSummary } from './parts.js';
import { Warnings } from './project-text.js';
import type { TeacherSearchProps } from './teacher-search.js';
import { HandOver, Invite, Leave, Remove } from './team-forms.js';

export interface TeamPageProps extends TeacherSearchProps {
  viewer: SignedIn;
  project: ProjectView;
  /** Once everybody who is invited takes part. */
  warnings: readonly FieldProblem[];
  words: RulebookWords;
  /** A form of the page that was not taken, and which one. */
  sent: { action: TeamAction | null; form: FormState };
  commandKey: string;
  notice: string | null;
}

/** The team of an active project: who takes part, who is invited, and what this person may change. */
export function TeamPage(props: TeamPageProps) {
  const { viewer, project, warnings, words, sent, notice } = props;
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.team')}</h1>
      <p>
        <a href={`/projects/${project.projectId}`} lang={project.content.languageOfApplication}>
          {project.title}
        </a>
      </p>
      <p class="lead">{t('pages.team.lead')}</p>
      {notice && <p class="notice">{notice}</p>}
      <ErrorSummary viewer={viewer} form={sent.form} words={words} />
      <OwnInvitation {...props} />
      <h2>{t('pages.members')}</h2>
      <Members {...props} />
      <Invitations {...props} />
      {project.mayDo.includes('invite') && <Warnings viewer={viewer} warnings={warnings} />}
      {project.mayDo.includes('invite') && <Invite {...props} form={formOf(props, 'invite')} />}
      {project.mayDo.includes('handOver') && <HandOver {...props} form={formOf(props, 'handOver')} />}
      {project.mayDo.includes('removeMember') && <Remove {...props} form={formOf(props, 'removeMember')} />}
      {project.mayDo.includes('leave') && <Leave {...props} form={formOf(props, 'leave')} />}
    </>
  );
}

function formOf({ sent }: TeamPageProps, action: TeamAction): FormState {
  return sent.action === action ? sent.form : EMPTY_FORM;
}

const nameOf = ({ members }: ProjectView, teacherId: string | null) =>
  members.find((member) => member.teacherId === teacherId)?.displayName ?? '';

function Members({ viewer: { t }, project }: TeamPageProps) {
  return (
    <ul class="members">
      {project.members.map((member) => (
        <li key={member.teacherId}>
          <strong>{member.displayName}</strong>, {member.school.name} ({member.countryCode}) –{' '}
          {t(`role.${member.role}`)}
          {member.accountClosed && ` (${t('pages.team.accountClosed')})`}
        </li>
      ))}
    </ul>
  );
}

/** What the viewer is asked: to take part, or to be founder. */
function OwnInvitation({ viewer, project, commandKey }: TeamPageProps) {
  const { t, session } = viewer;
  const own = project.invitations.find((one) => one.teacherId === session.actor.teacherId);
  if (!own || !project.mayDo.includes('answerInvitation')) return null;
  const asked = {
    as: own.replacesTeacherId === null ? 'partner' : 'founder',
    founderName: nameOf(project, own.replacesTeacherId),
    schoolName: own.school.name,
  };
  return (
    <section class="notice" aria-labelledby="invited-title">
      <h2 id="invited-title">{t('pages.team.answer')}</h2>
      <p>{t(own.status === 'accepted' ? 'pages.team.waitsForCouncil' : 'pages.team.youAreInvited', asked)}</p>
      {own.roleText && <p class="written">{own.roleText}</p>}
      <CommandForm
        viewer={viewer}
        action={`/projects/${project.projectId}/team/invitations/${own.invitationId}/answer`}
        commandKey={commandKey}
      >
        <div class="buttons">
          <button type="submit" name="answer" value="decline" class="secondary">
            {t('pages.team.decline')}
          </button>
          {own.status === 'open' && (
            <button type="submit" name="answer" value="accept">
              {t('pages.team.accept')}
            </button>
          )}
        </div>
      </CommandForm>
    </section>
  );
}

function Invitations({ viewer, project, words, commandKey }: TeamPageProps) {
  const { t } = viewer;
  if (project.invitations.length === 0) return null;
  return (
    <>
      <h2>{t('pages.team.invitations')}</h2>
      <ul class="members">
        {project.invitations.map((one) => (
          <li key={one.invitationId}>
            <strong>{one.displayName}</strong>, {one.school.name} ({one.countryCode})
            {one.replacesTeacherId &&
              ` – ${t('pages.team.inPlaceOf', { name: nameOf(project, one.replacesTeacherId) })}`}
            <p>
              {t(`pages.team.invitation.${one.status}`)} ({words.instant(one.invitedAt)})
            </p>
            {project.mayDo.includes('withdrawInvitation') && (
              <CommandForm
                viewer={viewer}
                action={`/projects/${project.projectId}/team/invitations/${one.invitationId}/withdraw`}
                commandKey={commandKey}
              >
                <button type="submit" class="secondary">
                  {t('pages.team.withdraw')}: {one.displayName}
                </button>
              </CommandForm>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
