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
import { planSubjectRows, readState, type SubjectRow, writeState } from './state.js';
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
        const { answer, state } = await decide(tx, command);
        await state;
        return answer;
      });
    }
    const [, { answer, state }] = await Promise.all([locked, decide<State>(tx, step)]);
    return new LastStatements(state.then((now) => ({ answer, state: now })));
  });
}

/** Steps of one project, and of its label applications, wait here for each other. */
async function lockProject(tx: Transaction<Tables>, projectId: string): Promise<void> {
  await sql`select from projects where project_id = ${projectId} for update`.execute(tx);
}

interface Decided<State> {
  answer: StepAnswer;
  /** The last statements of the step, on their way, and what they say of the subject. */
  state: Promise<State | null>;
}

async function decide<State extends ProjectState | LabelState>(
  tx: Transaction<Tables>,
  step: Step,
): Promise<Decided<State>> {
  const loaded = await loadFacts(tx, step);
  if (loaded.stored) return { answer: loaded.stored, state: readState(tx, step) };
  const { cause } = step;
  if (cause.kind === 'command' && !(loaded.intake && matchesIntake(cause.command, loaded.intake))) {
    // Not stored: a forged Update must not answer for the command whose id it carries.
    const answer: StepAnswer = { kind: 'refused', code: 'intakeMismatch', rule: null, values: {} };
    return { answer, state: readState(tx, step) };
  }
  const conclusion = conclude(loaded, step);
  const { answer } = conclusion;
  const plan = new WritePlan();
  const row = 'consequences' in conclusion ? planStep(plan, step, loaded, conclusion) : null;
  planAnswer(plan, step, answer);
  const written = plan.write(tx);
  const state = row ? writeState<State>(tx, step, row) : readState<State>(tx, step);
  return { answer, state: Promise.all([written, state]).then(([, now]) => now) };
}

function conclude({ facts }: LoadedFacts, step: Step): Conclusion {
  return facts.subject === 'project'
    ? concludeProjectStep(facts.facts, step.cause)
    : concludeLabelStep(facts.facts, step.cause);
}

function planStep(
  plan: WritePlan,
  step: Step,
  loaded: LoadedFacts,
  conclusion: Extract<Conclusion, { consequences: unknown }>,
): SubjectRow {
  const statusAfter = carryOut(plan, step, loaded, conclusion.consequences);
  const { intake, chain } = loaded;
  const entry = entryRow({
    projectId: step.projectId,
    seq: chain.seq + 1,
    cause: causeId(step.cause),
    subjectKind: step.subject,
    subjectId: step.subjectId,
    note: { ...conclusion.note, detail: { ...conclusion.note.detail, ...contentDigest(intake) } },
    actorId: intake?.actorId ?? null,
    statusBefore: loaded.statusBefore,
    statusAfter: statusAfter ?? loaded.statusBefore,
    occurredAt: intake?.command.receivedAt ?? loaded.now,
    recordedAt: loaded.now,
    previousHash: chain.head,
  });
  plan.add((db) => db.insertInto('journal').values(entry));
  return planSubjectRows(plan, step, {
    seq: entry.seq,
    head: entry.hash,
    now: loaded.now,
    isNew: loaded.statusBefore === null,
  });
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
