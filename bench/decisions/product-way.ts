// The product's lifecycle as closed-loop users take it, whoever carries the commands: the API, or the layer below it.
import { setTimeout as wait } from 'node:timers/promises';
import type { EvaluationContent } from '../../domain/decision-content.js';
import type { LabelContent } from '../../domain/label-content.js';
import type { ProjectContent } from '../../domain/project-content.js';
import { COUNCIL_APPROVES, evaluation, labelContent, NSO_APPROVES, projectContent } from './contents.js';
import type { Person, Programme, UserPeople } from './programme.js';
import type { TaskLookup } from './task-lookup.js';
import type { Decide, WaitingApplication, Way } from './way.js';
import type { Windows } from './windows.js';

/** What somebody sends. `of` says what a task belongs to. */
export interface Commands {
  createProject(by: Person, content: ProjectContent, rulebookId: string): Promise<string>;
  submit(by: Person, projectId: string): Promise<void>;
  decide(by: Person, task: TaskTarget, content: TaskContent): Promise<void>;
  complete(by: Person, projectId: string): Promise<void>;
  createApplication(by: Person, projectId: string, content: LabelContent): Promise<string>;
  apply(by: Person, application: ApplicationTarget, content: LabelContent): Promise<Receipt>;
}

/** Into which period an application came. */
export interface Receipt {
  outcome: string;
  /** Null when every period had closed. */
  closesAt: string | null;
}

export interface TaskTarget {
  taskId: string;
  projectId: string;
  applicationId: string | null;
}
export type ApplicationTarget = Pick<WaitingApplication, 'projectId' | 'applicationId'>;
export type TaskContent = typeof COUNCIL_APPROVES | typeof NSO_APPROVES | EvaluationContent;

const LOOK_AGAIN_MS = 50;
const SETTLED_WITHIN_MS = 60_000;

export class ProductWay implements Way {
  private begun = 0;

  constructor(
    readonly name: 'http' | 'worker',
    private readonly commands: Commands,
    private readonly programme: Programme,
    private readonly windows: Windows,
    private readonly tasks: TaskLookup,
  ) {}

  prepareRound(untilMs: number): Promise<void> {
    return this.windows.openUntil(untilMs);
  }

  async advance(userIndex: number, decide: Decide): Promise<WaitingApplication | null> {
    const { commands, tasks } = this;
    const people = this.peopleOf(userIndex);
    this.begun += 1;
    const founder = people.founders[this.begun % people.founders.length] as UserPeople['founders'][number];
    const { person } = founder;

    const content = projectContent(founder.members, this.begun);
    const projectId = await commands.createProject(person, content, this.windows.rulebookNow());
    await decide(() => commands.submit(person, projectId));
    const [council = ''] = await tasks.ofProject(projectId, ['GR']);
    const task = (taskId: string): TaskTarget => ({ taskId, projectId, applicationId: null });
    await decide(() => commands.decide(people.head, task(council), COUNCIL_APPROVES));
    const [greek = '', french = ''] = await tasks.ofProject(projectId, ['GR', 'FR']);
    await decide(() => commands.decide(people.greekEvaluator, task(greek), NSO_APPROVES));
    await decide(() => commands.decide(people.frenchEvaluator, task(french), NSO_APPROVES));
    await decide(() => commands.complete(person, projectId));

    const label = labelContent(this.programme.rulebook);
    const applicationId = await commands.createApplication(person, projectId, label);
    const receipt = await decide(() => commands.apply(person, { projectId, applicationId }, label));
    if (receipt.closesAt === null) return null;
    const closesAtMs = Date.parse(receipt.closesAt);
    return { projectId, applicationId, userIndex, closesAtMs, late: receipt.outcome !== 'received' };
  }

  openEvaluation({ applicationId }: WaitingApplication): Promise<string | null> {
    return this.tasks.ofApplication(applicationId);
  }

  async evaluate(application: WaitingApplication, taskId: string, decide: Decide): Promise<void> {
    const { projectId, applicationId, userIndex } = application;
    const scores = evaluation(this.programme.rulebook);
    const target: TaskTarget = { taskId, projectId, applicationId };
    await decide(() => this.commands.decide(this.peopleOf(userIndex).greekEvaluator, target, scores));
  }

  /** The last timer of a project is that of its rollover period. */
  async settleRound(): Promise<void> {
    const until = Date.now() + SETTLED_WITHIN_MS;
    while ((await this.tasks.countArchivedSoon()) > 0) {
      if (Date.now() > until) throw new Error('projects of the round did not come to their end');
      await wait(LOOK_AGAIN_MS);
    }
  }

  private peopleOf(userIndex: number): UserPeople {
    const people = this.programme.users[userIndex];
    if (!people) throw new Error(`no people for user ${userIndex}`);
    return people;
  }
}
