import { type Actor, mayActAsFounder, mayApplyForLabel } from '../domain/permissions.js';
import { PROJECT_COMMANDS_BY_STATUS } from '../domain/project-lifecycle.js';
import type { Instant, LabelStatus, ProjectCommandKind, TaskKind } from '../domain/vocabulary.js';
import { readAs } from '../records/actor.js';
import { findOwnApplication } from '../records/label-applications.js';
import { findProject, type StoredProject } from '../records/project-view.js';
import { mayClose } from './close-project.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';
import { mayChangeTeam, TEAM_ACTIONS, type TeamAction } from './team/may-change-team.js';

/** What the actor may ask of the project now. */
export const PROJECT_ACTIONS = ['resubmit', 'withdraw', 'complete', 'close', 'applyForLabel', ...TEAM_ACTIONS] as const;
export type ProjectAction = (typeof PROJECT_ACTIONS)[number];

export interface ProjectView extends StoredProject {
  /** Who has it now: the open tasks, first due first. Empty when it waits for its founders, or for nobody. */
  waitingFor: { kind: TaskKind; nsoId: string; schoolName: string | null; dueAt: Instant; overdue: boolean }[];
  myApplication: { applicationId: string; status: LabelStatus | 'draft' } | null;
  mayDo: ProjectAction[];
}

/** A submitted project as the actor may see it, with what he or she may do now. @throws Problem notFound */
export async function readProject(deps: Deps, actor: Actor, projectId: string): Promise<ProjectView> {
  return readAs(deps.records, actor, async (tx) => {
    const [project, myApplication] = await Promise.all([
      findProject(tx, projectId),
      actor.teacherId ? findOwnApplication(tx, projectId, actor.teacherId) : null,
    ]);
    if (!project) throw new Problem('notFound');
    const waitingFor = project.tasks
      .filter((task) => task.status === 'open')
      .map(({ kind, nsoId, schoolName, dueAt, overdue }) => ({ kind, nsoId, schoolName, dueAt, overdue }))
      .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
    return { ...project, waitingFor, myApplication, mayDo: mayDo(actor, project, myApplication !== null) };
  });
}

function mayDo(actor: Actor, project: StoredProject, applied: boolean): ProjectAction[] {
  const teachers = project.members.map((member) => member.teacherId);
  const founders = project.members.filter((member) => member.role === 'founder').map((member) => member.teacherId);
  const taken: readonly ProjectCommandKind[] = PROJECT_COMMANDS_BY_STATUS[project.status];
  return PROJECT_ACTIONS.filter((action) => {
    if (action === 'applyForLabel') {
      return project.status === 'completed' && !applied && mayApplyForLabel(actor, teachers).allowed;
    }
    if (isTeamAction(action)) {
      // Removing somebody is that member's leaving, asked by a founder.
      return taken.includes(action === 'removeMember' ? 'leave' : action) && mayChangeTeam(actor, project, action);
    }
    if (!taken.includes(action)) return false;
    return action === 'close' ? mayClose(actor, project).allowed : mayActAsFounder(actor, founders).allowed;
  });
}

function isTeamAction(action: ProjectAction): action is TeamAction {
  return (TEAM_ACTIONS as readonly ProjectAction[]).includes(action);
}
