// The transaction that decides: one for each cause, under the project's lock. Nothing else writes workflow-owned rows.
import { sql, type Transaction } from 'kysely';
import { canonicalJson } from '../../domain/canonical-json.js';
import type { Conclusion } from '../../domain/consequence.js';
import { concludeLabelStep } from '../../domain/label-lifecycle.js';
import { concludeProjectStep } from '../../domain/project-lifecycle.js';
import {
  causeId,
  type LabelState,
  type ProjectState,
  type RecordedStep,
  type Step,
  type StepAnswer,
} from '../../domain/step.js';
import type { Records } from '../database.js';
import { entryRow } from '../journal.js';
import { sha256 } from '../sha256.js';
import type { Tables } from '../tables.js';
import { inTransaction, LastStatements } from '../transaction.js';
import { carryOut } from './carry-out.js';
import { drainBeforeFreeze, mayFreeze } from './drain.js';
import { type IntakeRow, type LoadedFacts, loadFacts, matchesIntake } from './load-facts.js';
import { planState, stateBefore } from './state.js';
import { WritePlan } from './write-plan.js';

/**
 * Decides and records one step.
 * The same cause again gets the stored answer; another cause for a decided task gets `already`; what breaks a rule is
 * `refused`. The state is the subject's state as it stands after this transaction.
 * @throws when the database is away or two transactions collide: the caller tries again with the same cause.
 */
export async function recordStep<State extends ProjectState | LabelState>(
  records: Records,
  step: Step,
): Promise<RecordedStep<State | null>> {
  return inTransaction(records, {}, async (tx) => {
    const locked = lockProject(tx, step.projectId);
    if (mayFreeze(step)) {
      await locked;
      await drainBeforeFreeze(tx, step, async (command) => {
        const { answer, written } = await decide(tx, command);
        await written;
        return answer;
      });
    }
    const [, { written, ...recorded }] = await Promise.all([locked, decide<State>(tx, step)]);
    return new LastStatements(written.then(() => recorded));
  });
}

/** Steps of one project, and of its label applications, wait here for each other. */
async function lockProject(tx: Transaction<Tables>, projectId: string): Promise<void> {
  await sql`select from projects where project_id = ${projectId} for update`.execute(tx);
}

interface Decided<State> extends RecordedStep<State | null> {
  /** The last statement of the step, on its way. */
  written: Promise<void>;
}

async function decide<State extends ProjectState | LabelState>(
  tx: Transaction<Tables>,
  step: Step,
): Promise<Decided<State>> {
  const loaded = await loadFacts(tx, step);
  const before = () => stateBefore<State>(step, loaded);
  if (loaded.stored) return { answer: loaded.stored, state: before(), written: Promise.resolve() };
  const { cause } = step;
  if (cause.kind === 'command' && !(loaded.intake && matchesIntake(cause.command, loaded.intake))) {
    // Not stored: a forged Update must not answer for the command whose id it carries.
    const answer: StepAnswer = { kind: 'refused', code: 'intakeMismatch', rule: null, values: {} };
    return { answer, state: before(), written: Promise.resolve() };
  }
  const conclusion = conclude(loaded, step);
  const { answer } = conclusion;
  const plan = new WritePlan();
  const state = 'consequences' in conclusion ? planStep<State>(plan, step, loaded, conclusion) : before();
  planAnswer(plan, step, answer);
  return { answer, state, written: plan.write(tx) };
}

function conclude({ facts }: LoadedFacts, step: Step): Conclusion {
  return facts.subject === 'project'
    ? concludeProjectStep(facts.facts, step.cause)
    : concludeLabelStep(facts.facts, step.cause);
}

function planStep<State extends ProjectState | LabelState>(
  plan: WritePlan,
  step: Step,
  loaded: LoadedFacts,
  conclusion: Extract<Conclusion, { consequences: unknown }>,
): State {
  const { intake, chain, before } = loaded;
  const status = carryOut(plan, step, loaded, conclusion.consequences) ?? before?.status;
  if (!status) throw new Error(`${causeId(step.cause)} left its subject without a status`);
  const entry = entryRow({
    projectId: step.projectId,
    seq: chain.seq + 1,
    cause: causeId(step.cause),
    subjectKind: step.subject,
    subjectId: step.subjectId,
    note: { ...conclusion.note, detail: { ...conclusion.note.detail, ...contentDigest(intake) } },
    actorId: intake?.actorId ?? null,
    statusBefore: before?.status ?? null,
    statusAfter: status,
    occurredAt: intake?.command.receivedAt ?? loaded.now,
    recordedAt: loaded.now,
    previousHash: chain.head,
  });
  plan.add((db) => db.insertInto('journal').values(entry));
  return planState(plan, step, loaded, { status, seq: entry.seq, head: entry.hash });
}

/** Binds the entry to what was written, without holding it: erasing the intake row, salt and all, makes it mute. */
function contentDigest(intake: IntakeRow | null): { contentDigest?: string } {
  if (!intake) return {};
  return { contentDigest: sha256(intake.salt, canonicalJson(intake.content)).toString('hex') };
}

function planAnswer(plan: WritePlan, step: Step, answer: StepAnswer): void {
  plan.add((db) =>
    db.insertInto('steps').values({
      subject_id: step.subjectId,
      cause: causeId(step.cause),
      project_id: step.projectId,
      answer: JSON.stringify(answer),
    }),
  );
}
