// Brings projects to a stage in as few calls as it takes, without telling anything.
import type { LabelContent } from '../../../domain/label-content.js';
import type { ProjectContent } from '../../../domain/project-content.js';
import type { TaskKind } from '../../../domain/vocabulary.js';
import type { LabelApplicationView } from '../../../usecases/label-application-view.js';
import type { ProjectDraft } from '../../../usecases/project-draft.js';
import type { ProjectView } from '../../../usecases/read-project.js';
import type { Cast, SignedIn } from '../cast.js';
import { type Example, resolveProject } from '../example.js';
import { findMember } from '../find-member.js';
import { demand } from '../poll.js';

export class Builder {
  private content: Promise<ProjectContent> | undefined;

  constructor(
    private readonly cast: Cast,
    private readonly example: Example,
    private readonly rulebookId: string,
    /** The day on which councils meet, as a date. */
    private readonly sessionOn: () => string,
  ) {}

  /** A complete draft, whose title says to which stage it is going. */
  async draft(stageName: string): Promise<string> {
    this.content ??= resolveProject(this.example.project, (member) => findMember(this.cast, member));
    const content = await this.content;
    const titled = { ...content, title: `${stageName}: ${content.title}` };
    const wish = { rulebookId: this.rulebookId, content: titled };
    const { body } = await this.cast.greekFounder.api.send('POST', '/api/projects', wish);
    return (body as ProjectDraft).projectId;
  }

  async submitted(stageName: string): Promise<string> {
    const projectId = await this.draft(stageName);
    await this.cast.greekFounder.api.command(`/api/projects/${projectId}/submit`);
    return projectId;
  }

  async atNsos(stageName: string): Promise<string> {
    const projectId = await this.submitted(stageName);
    await this.councilDecides(projectId, this.example.councilApproval);
    return projectId;
  }

  async active(stageName: string): Promise<string> {
    const projectId = await this.atNsos(stageName);
    await this.decide(this.cast.greekEvaluator, projectId, 'nsoApproval', this.example.nsoDecisions.GR, 'GR');
    await this.decide(this.cast.frenchEvaluator, projectId, 'nsoApproval', this.example.nsoDecisions.FR, 'FR');
    return projectId;
  }

  async completed(stageName: string): Promise<string> {
    const projectId = await this.active(stageName);
    await this.cast.frenchFounder.api.command(`/api/projects/${projectId}/complete`, this.example.completion);
    return projectId;
  }

  async councilDecides(projectId: string, decision: Example['councilApproval']): Promise<void> {
    const content = { ...decision, sessionOn: this.sessionOn() };
    await this.decide(this.cast.greekHead, projectId, 'councilApproval', content);
  }

  /** Has a player decide the project's open task of a kind, of one NSO. */
  async decide(player: SignedIn, projectId: string, kind: TaskKind, decision: unknown, nsoId?: string): Promise<void> {
    await player.api.command(`/api/tasks/${await this.openTask(projectId, kind, nsoId)}/decide`, decision);
  }

  async openTask(projectId: string, kind: TaskKind, nsoId?: string): Promise<string> {
    const { tasks } = await this.cast.greekFounder.api.get<ProjectView>(`/api/projects/${projectId}`);
    const open = tasks.filter((task) => task.kind === kind && task.status === 'open');
    const task = open.find((candidate) => nsoId === undefined || candidate.nsoId === nsoId);
    demand(task !== undefined, `Project ${projectId} has no open task ${kind}.`);
    return task.taskId;
  }

  /** A member's draft of an application for the label. */
  async application(player: SignedIn, projectId: string, content: LabelContent): Promise<string> {
    const { body } = await player.api.send('POST', `/api/projects/${projectId}/label-applications`, { content });
    return (body as LabelApplicationView).applicationId;
  }
}
