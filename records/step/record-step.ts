// The transaction that decides: one for each cause, under the project's lock. Nothing else writes workflow-owned rows.
import type { Transaction } from 'kysely';
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
import { canonicalJson, sha256 } from '../canonical.js';
import type { Records } from '../database.js';
import { appendEntry } from '../journal.js';
import type { Tables } from '../tables.js';
import { carryOut } from './carry-out.js';
import { drainBeforeFreeze } from './drain.js';
import { type IntakeRow, type LoadedFacts, loadFacts, matchesIntake } from './load-facts.js';
import { readState, writeState } from './state.js';

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
  return records.transaction().execute(async (tx) => {
    await lockProject(tx, step.projectId);
    await drainBeforeFreeze(tx, step, decide);
    const answer = await decide(tx, step);
    return { answer, state: await readState<State>(tx, step) };
  });
}

/** Steps of one project, and of its label applications, wait here for each other. */
async function lockProject(tx: Transaction<Tables>, projectId: string): Promise<void> {
  await tx.selectFrom('projects').select('project_id').where('project_id', '=', projectId).forUpdate().execute();
}

async function decide(tx: Transaction<Tables>, step: Step): Promise<StepAnswer> {
  const loaded = await loadFacts(tx, step);
  if (loaded.stored) return loaded.stored;
  const { cause } = step;
  if (cause.kind === 'command' && !(loaded.intake && matchesIntake(cause.command, loaded.intake))) {
    // Not stored: a forged Update must not answer for the command whose id it carries.
    return { kind: 'refused', code: 'intakeMismatch', rule: null, values: {} };
  }
  const conclusion = conclude(loaded, step);
  if ('consequences' in conclusion) await carryOutAndNote(tx, step, loaded, conclusion);
  await storeAnswer(tx, step, conclusion.answer);
  return conclusion.answer;
}

function conclude({ facts }: LoadedFacts, step: Step): Conclusion {
  return facts.subject === 'project'
    ? concludeProjectStep(facts.facts, step.cause)
    : concludeLabelStep(facts.facts, step.cause);
}

async function carryOutAndNote(
  tx: Transaction<Tables>,
  step: Step,
  loaded: LoadedFacts,
  conclusion: Extract<Conclusion, { consequences: unknown }>,
): Promise<void> {
  const statusAfter = await carryOut(tx, step, loaded, conclusion.consequences);
  const { intake } = loaded;
  const seq = loaded.chain.seq + 1;
  const head = await appendEntry(tx, {
    projectId: step.projectId,
    seq,
    cause: causeId(step.cause),
    subjectKind: step.subject,
    subjectId: step.subjectId,
    note: { ...conclusion.note, detail: { ...conclusion.note.detail, ...contentDigest(intake) } },
    actorId: intake?.actorId ?? null,
    statusBefore: loaded.statusBefore,
    statusAfter: statusAfter ?? loaded.statusBefore,
    occurredAt: intake?.command.receivedAt ?? loaded.now,
    recordedAt: loaded.now,
    previousHash: loaded.chain.head,
  });
  await writeState(tx, step, { seq, head, now: loaded.now });
}

/** Binds the entry to what was written, without holding it: erasing the intake row, salt and all, makes it mute. */
function contentDigest(intake: IntakeRow | null): { contentDigest?: string } {
  if (!intake) return {};
  return { contentDigest: sha256(intake.salt, canonicalJson(intake.content)).toString('hex') };
}

async function storeAnswer(tx: Transaction<Tables>, step: Step, answer: StepAnswer): Promise<void> {
  await tx
    .insertInto('steps')
    .values({
      subject_id: step.subjectId,
      cause: causeId(step.cause),
      project_id: step.projectId,
      answer: JSON.stringify(answer),
    })
    .execute();
}
