// What a workflow holds of its project or label application, told from what the records hold of it.
import { isBefore } from './instant.js';
import { isEnd } from './project-transitions.js';
import type { LabelState, NextTimer, ProjectState } from './step.js';
import type { LabelStatus, ProjectStatus, TaskStatus } from './vocabulary.js';

/** A task as it bears on the state: its status, and the rung that rings next. */
export interface TaskInState {
  status: TaskStatus;
  rings: NextTimer | null;
}

interface Parts<Status> {
  status: Status;
  /** What the subject itself waits for, besides its tasks. */
  timer: NextTimer | null;
  tasks: ReadonlyMap<string, TaskInState>;
}

const ENDS_LABEL: Record<LabelStatus, boolean> = {
  submitted: false,
  awaitingPeriod: false,
  frozen: false,
  evaluation: false,
  awarded: true,
  refused: true,
};

/** @returns the state without its number: the same that SQL's `project_state` tells of the rows. */
export function projectState({ status, ...parts }: Parts<ProjectStatus>): Omit<ProjectState, 'seq'> {
  return { status, ended: isEnd(status), ...tasksAndTimer(parts) };
}

/** @returns the state without its number: the same that SQL's `label_state` tells of the rows. */
export function labelState({ status, ...parts }: Parts<LabelStatus>): Omit<LabelState, 'seq'> {
  return { status, ended: ENDS_LABEL[status], ...tasksAndTimer(parts) };
}

function tasksAndTimer({ timer, tasks }: Omit<Parts<unknown>, 'status'>): Pick<ProjectState, 'tasks' | 'nextTimer'> {
  const statuses: ProjectState['tasks'] = {};
  let next = timer;
  for (const [taskId, { status, rings }] of tasks) {
    statuses[taskId] = status;
    if (status === 'open' && rings && (next === null || ringsBefore(rings, next))) next = rings;
  }
  return { tasks: statuses, nextTimer: next };
}

/** By instant; of two at the same one, the name decides, so that it is always the same. */
function ringsBefore(one: NextTimer, other: NextTimer): boolean {
  return one.at === other.at ? one.timer < other.timer : isBefore(one.at, other.at);
}
