// Commands without the API: the intake row is committed and the Update sent from here, by the product's own lower layer.
// No HTTP, no token, no check of who may; drafts are rows.
import { v7 as uuidv7 } from 'uuid';
import { canonicalJson } from '../../domain/canonical-json.js';
import type { StepAnswer } from '../../domain/step.js';
import type { CommandKind, DecisionOutcome } from '../../domain/vocabulary.js';
import { withActor } from '../../records/actor.js';
import { insertLabelDraft, insertProjectDraft } from '../../records/drafts.js';
import { takeIn } from '../../records/intake.js';
import { sha256 } from '../../records/sha256.js';
import { LastStatements } from '../../records/transaction.js';
import type { Deps } from '../../usecases/deps.js';
import { dispatch } from '../../usecases/dispatch.js';
import { COMPLETION } from './contents.js';
import type { Commands } from './product-way.js';
import type { Person } from './programme.js';

interface Target {
  kind: CommandKind;
  projectId: string;
  applicationId?: string | null;
  taskId?: string;
  outcome?: DecisionOutcome;
  content: unknown;
}

type Applied = Extract<StepAnswer, { kind: 'applied' }>;

export function workerCommands(deps: Deps): Commands {
  const { records, settlements } = deps;
  /** The content of a project's draft is what is submitted. */
  const drafts = new Map<string, unknown>();
  const applicants = new Map<string, string>();

  async function send({ actor }: Person, target: Target): Promise<Applied> {
    const { kind, projectId, applicationId = null, taskId = null, outcome = null, content } = target;
    const commandId = uuidv7();
    const takenIn = await withActor(records, actor, async (tx) => {
      const takingIn = takeIn(tx, {
        commandId,
        actorId: actor.userId,
        idempotencyKey: commandId,
        bodyHash: sha256(canonicalJson([kind, projectId, content])),
        kind,
        subject: applicationId === null ? 'project' : 'label',
        projectId,
        subjectId: applicationId ?? projectId,
        applicantId: applicants.get(applicationId ?? '') ?? null,
        taskId,
        outcome,
        content,
        periodId: null,
      });
      return new LastStatements(takingIn);
    });
    const dispatched = await dispatch(deps, takenIn);
    const answer = dispatched.kind === 'answered' ? dispatched.answer : null;
    if (answer?.kind !== 'applied' && !(kind === 'applyForLabel' && isTooLate(answer))) {
      throw new Error(`${kind} was not applied: ${JSON.stringify(dispatched)}`);
    }
    settlements.add(commandId, answer);
    return answer.kind === 'applied' ? answer : { kind: 'applied', outcome: 'tooLate', values: {} };
  }

  return {
    async createProject({ actor }, content, rulebookId) {
      const projectId = uuidv7();
      const draft = { projectId, ownerId: actor.userId, rulebookId, content };
      await withActor(records, actor, (tx) => insertProjectDraft(tx, draft));
      drafts.set(projectId, content);
      return projectId;
    },
    async submit(by, projectId) {
      const content = { content: drafts.get(projectId), category: 'european' };
      drafts.delete(projectId);
      await send(by, { kind: 'submit', projectId, content });
    },
    async decide(by, { taskId, projectId, applicationId }, content) {
      const outcome = 'outcome' in content ? { outcome: content.outcome } : {};
      await send(by, { kind: 'decide', projectId, applicationId, taskId, ...outcome, content });
    },
    async complete(by, projectId) {
      await send(by, { kind: 'complete', projectId, content: COMPLETION });
    },
    async createApplication({ actor }, projectId, content) {
      const applicationId = uuidv7();
      const draft = { applicationId, projectId, ownerId: actor.userId, teacherId: actor.teacherId ?? '', content };
      await withActor(records, actor, (tx) => insertLabelDraft(tx, draft));
      applicants.set(applicationId, draft.teacherId);
      return applicationId;
    },
    async apply(by, { projectId, applicationId }, content) {
      const { outcome, values } = await send(by, { kind: 'applyForLabel', projectId, applicationId, content });
      return { outcome, closesAt: (values.closesAt as string | undefined) ?? null };
    },
  };
}

/** The project's last period had closed before its teacher applied: a decision, and the end of its lifecycle. */
function isTooLate(answer: StepAnswer | null): answer is StepAnswer {
  return answer?.kind === 'refused' && answer.code === 'wrongStatus';
}
