// A project in memory: what the rules conclude is carried out on facts, as records/ does it on rows.
import type { Consequence } from '../../../domain/consequence.js';
import type { InvitationFacts, MemberFacts, ProjectFacts, TaskFacts } from '../../../domain/facts.js';
import type { Period } from '../../../domain/period.js';
import type { ProjectContent } from '../../../domain/project-content.js';
import { concludeProjectStep } from '../../../domain/project-lifecycle.js';
import type { Revision } from '../../../domain/project-revision.js';
import type { Rulebook } from '../../../domain/rulebook.js';
import type { Command, StepAnswer } from '../../../domain/step.js';
import type { InvitationStatus, ProjectStatus, TeamCommandKind } from '../../../domain/vocabulary.js';

const PROJECT_ID = '01900000-0000-7000-8000-000000000001';
const FOUNDERS: MemberFacts[] = ['GR', 'FR'].map((country, index) => ({
  teacherId: `01900000-0000-7000-8000-00000000001${index}`,
  userId: `01900000-0000-7000-8000-00000000002${index}`,
  schoolId: `01900000-0000-7000-8000-00000000003${index}`,
  countryCode: country,
  nsoId: country,
  role: 'founder',
}));

/** Teachers who may be invited: of the first founder's school, of others in both countries, and of a third country. */
export const TEACHERS: readonly Omit<MemberFacts, 'role'>[] = [
  ['GR', '30'],
  ['GR', '32'],
  ['GR', '32'],
  ['GR', '33'],
  ['FR', '34'],
  ['IT', '35'],
].map(([country = '', school], index) => ({
  teacherId: `01900000-0000-7000-8000-00000000004${index}`,
  userId: `01900000-0000-7000-8000-00000000005${index}`,
  schoolId: `01900000-0000-7000-8000-0000000000${school}`,
  countryCode: country,
  nsoId: country,
}));

const PERIODS = [
  ['2022', '2021-09-01T00:00:00.000Z', '2022-08-20T21:00:00.000Z'],
  ['2023', '2022-08-20T21:00:00.000Z', '2023-08-20T21:00:00.000Z'],
].map(([periodId = '', opensAt = '', closesAt = '']) => {
  return { periodId, opensAt, closesAt, evaluationOpensAt: closesAt, evaluationClosesAt: null };
});

function intakeContent<Content>({ intake }: ProjectFacts): Content {
  if (!intake) throw new Error('only a command has content');
  return intake.content as Content;
}

export interface Happened {
  answer: StepAnswer;
  before: ProjectStatus | null;
  after: ProjectStatus | null;
}

export class ProjectModel {
  facts: ProjectFacts;
  private count = 0;

  constructor(
    rulebook: Rulebook,
    now: string,
    private readonly contentOf: (version: number) => ProjectContent,
    { members = FOUNDERS, periods = PERIODS }: { members?: MemberFacts[]; periods?: Period[] } = {},
  ) {
    const nothing = {
      project: null,
      submitted: null,
      team: null,
      tasks: [],
      pupilSlots: [],
      labelDrafts: [],
      intake: null,
    };
    this.facts = { now, rulebook, members, periods, ...nothing };
  }

  /** Everybody who was ever invited, and how that stands. */
  readonly invitations: (Omit<InvitationFacts, 'status'> & { status: InvitationStatus })[] = [];

  get pending(): InvitationFacts[] {
    return this.invitations.filter((one): one is InvitationFacts => one.status === 'open' || one.status === 'accepted');
  }

  get status(): ProjectStatus | null {
    return this.facts.project?.status ?? null;
  }

  /** A person's command, with what its intake row would hold. */
  command(
    kind: Command['kind'],
    about: { task?: TaskFacts; outcome?: Command['outcome']; version?: number; basedOn?: number } = {},
  ): Happened {
    const { task, outcome = null, version = 1, basedOn = this.submittedVersion } = about;
    this.count += 1;
    const commandId = `01900000-0000-7000-8000-${String(this.count).padStart(12, '0')}`;
    const command: Command = { commandId, kind, taskId: task?.taskId ?? null, outcome, receivedAt: this.facts.now };
    const content = {
      content: this.contentOf(version),
      basedOn,
      category: 'european',
      summary: 'Done.',
      reason: 'Why.',
      nsoId: 'GR',
    };
    const [founder] = FOUNDERS;
    this.facts.intake = { command, actorId: 'somebody', actorTeacherId: founder?.teacherId ?? null, content };
    return this.step({ kind: 'command', command });
  }

  /** A command about the team, as its use case would take it in. */
  change(
    kind: TeamCommandKind,
    content: Record<string, string>,
    actorTeacherId: string | null = null,
    named: Omit<MemberFacts, 'role'> | null = null,
  ): Happened {
    this.count += 1;
    const commandId = `01900000-0000-7000-8000-${String(this.count).padStart(12, '0')}`;
    const command: Command = { commandId, kind, taskId: null, outcome: null, receivedAt: this.facts.now };
    this.facts.intake = { command, actorId: 'somebody', actorTeacherId, content };
    this.named = named;
    return this.step({ kind: 'command', command });
  }

  private named: Omit<MemberFacts, 'role'> | null = null;

  /** Goes on to the next instant at which something happens by itself, if there is one. */
  wait(): Happened | null {
    const next = this.timers().sort((one, other) => (one.at < other.at ? -1 : 1))[0];
    if (!next) return null;
    if (next.at > this.facts.now) this.facts.now = next.at;
    this.facts.intake = null;
    return this.step({ kind: 'timer', timer: next.timer });
  }

  private timers(): { timer: string; at: string }[] {
    const own = this.timer ? [this.timer] : [];
    const ofTasks = this.facts.tasks.flatMap((task) => {
      const rung =
        task.status === 'open' ? task.rungs.find((candidate) => candidate.rung === task.nextRung) : undefined;
      return rung ? [{ timer: `${task.taskId}/${rung.rung}`, at: rung.at }] : [];
    });
    return [...own, ...ofTasks];
  }

  private get submittedVersion(): number {
    return this.facts.submitted?.version ?? 0;
  }

  private timer: { timer: string; at: string } | null = null;

  private step(cause: Parameters<typeof concludeProjectStep>[1]): Happened {
    const before = this.status;
    this.facts.team = before === 'active' ? { invitations: this.pending, named: this.named } : null;
    const conclusion = concludeProjectStep(this.facts, cause);
    if ('consequences' in conclusion) for (const consequence of conclusion.consequences) this.carryOut(consequence);
    return { answer: conclusion.answer, before, after: this.status };
  }

  private carryOut(consequence: Consequence): void {
    const change = (taskId: string, changed: Partial<TaskFacts>) => {
      this.facts.tasks = this.facts.tasks.map((task) => (task.taskId === taskId ? { ...task, ...changed } : task));
    };
    switch (consequence.kind) {
      case 'openProject':
        this.facts.project = { projectId: PROJECT_ID, status: 'council', timer: null };
        this.facts.submitted = { content: this.contentOf(1), version: 1 };
        break;
      case 'setProjectStatus':
        if (this.facts.project) this.facts.project.status = consequence.to;
        break;
      case 'setTimer':
        this.timer = consequence.timer && consequence.at ? { timer: consequence.timer, at: consequence.at } : null;
        if (this.facts.project) this.facts.project.timer = consequence.timer;
        break;
      case 'reviseProject':
        this.facts.submitted = {
          content: intakeContent<Revision>(this.facts).content,
          version: this.submittedVersion + 1,
        };
        break;
      case 'openTask': {
        const { kind, nsoId, schoolId, due } = consequence.task;
        this.count += 1;
        const taskId = `01900000-0000-7000-9000-${String(this.count).padStart(12, '0')}`;
        const open = { status: 'open', outcome: null, closedAt: null, assigneeId: null } as const;
        const ladder = { dueAt: due.dueAt, rungs: due.rungs, nextRung: due.rungs[0]?.rung ?? null };
        this.facts.tasks = [...this.facts.tasks, { taskId, kind, nsoId, schoolId, ...open, ...ladder }];
        break;
      }
      case 'closeTask':
        change(consequence.taskId, { status: consequence.as, outcome: consequence.outcome, closedAt: this.facts.now });
        break;
      case 'suspendTask':
        change(consequence.taskId, { status: 'waiting', nextRung: null });
        break;
      case 'resumeTask': {
        const { dueAt, rungs } = consequence.due;
        change(consequence.taskId, { status: 'open', dueAt, rungs, nextRung: rungs[0]?.rung ?? null });
        break;
      }
      case 'openInvitation': {
        const { teacherId, schoolId, replacesTeacherId } = consequence;
        const invited = [...this.facts.members, ...TEACHERS].find((one) => one.teacherId === teacherId);
        if (!invited) throw new Error('nobody knows the invited teacher');
        const { userId, countryCode, nsoId } = invited;
        const invitationId = this.facts.intake?.command.commandId ?? '';
        const place = { teacherId, userId, schoolId, countryCode, nsoId };
        this.invitations.push({ ...place, invitationId, replacesTeacherId, status: 'open' });
        break;
      }
      case 'moveInvitation':
        for (const one of this.invitations)
          if (one.invitationId === consequence.invitationId) one.status = consequence.to;
        break;
      case 'addMember': {
        const invited = this.invitations.find((one) => one.invitationId === consequence.invitationId);
        if (!invited) throw new Error('nobody was invited');
        const { teacherId, userId, schoolId, countryCode, nsoId } = invited;
        const joined = { teacherId, userId, schoolId, countryCode, nsoId, role: 'partner' as const };
        this.facts.members = [...this.facts.members, joined];
        break;
      }
      case 'setMemberRole':
        this.facts.members = this.facts.members.map((member) =>
          member.teacherId === consequence.teacherId ? { ...member, role: consequence.role } : member,
        );
        break;
      case 'removeMember':
        this.facts.members = this.facts.members.filter((member) => member.teacherId !== consequence.teacherId);
        break;
      case 'passRung':
        change(consequence.taskId, { nextRung: consequence.next?.rung ?? null });
        break;
      default:
    }
  }
}
