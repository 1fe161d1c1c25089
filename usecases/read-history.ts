import type { AppliedRule, JournalEvent } from '../domain/consequence.js';
import type { Actor } from '../domain/permissions.js';
import type { AnswerValues } from '../domain/step.js';
import type { CommandKind, Instant, LabelStatus, ProjectStatus, SubjectKind } from '../domain/vocabulary.js';
import { readAs } from '../records/actor.js';
import { type RefusedCommand, selectEntries, selectRefused } from '../records/history.js';
import { findProject } from '../records/project-view.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';

export interface HistoryEntry {
  /** Its place in the project's chain; null for a refused command, which changed nothing. */
  seq: number | null;
  at: Instant;
  /** `commandRefused` for what was turned away; `refused` then says why. */
  event: JournalEvent | 'commandRefused';
  element: string | null;
  subject: SubjectKind;
  subjectId: string;
  actorName: string | null;
  onBehalfOf: string | null;
  statusBefore: ProjectStatus | LabelStatus | null;
  statusAfter: ProjectStatus | LabelStatus | null;
  rules: AppliedRule[];
  detail: AnswerValues;
  schoolName: string | null;
  applicantName: string | null;
  memberNames: string | null;
  founderName: string | null;
  refused: { command: CommandKind; code: string; rule: string | null; values: AnswerValues } | null;
}

/** Everything that happened to a project and why, oldest first, as far as the actor may see it. @throws Problem notFound */
export async function readHistory(deps: Deps, actor: Actor, projectId: string): Promise<HistoryEntry[]> {
  return readAs(deps.records, actor, async (tx) => {
    const [project, entries, refused] = await Promise.all([
      findProject(tx, projectId),
      selectEntries(tx, projectId),
      selectRefused(tx, projectId),
    ]);
    if (!project) throw new Problem('notFound');
    const recorded = entries.map((entry) => ({ ...entry, refused: null }));
    return inOrder(recorded, refused.map(refusedEntry));
  });
}

/** Entries keep the order of the chain; a refusal stands before the first entry that came after it. */
function inOrder(entries: HistoryEntry[], refusals: HistoryEntry[]): HistoryEntry[] {
  const ordered: HistoryEntry[] = [];
  let next = 0;
  for (const entry of entries) {
    for (let refusal = refusals[next]; refusal && refusal.at < entry.at; refusal = refusals[next]) {
      ordered.push(refusal);
      next += 1;
    }
    ordered.push(entry);
  }
  return [...ordered, ...refusals.slice(next)];
}

function refusedEntry({ at, kind, subject, subjectId, actorName, answer }: RefusedCommand): HistoryEntry {
  const refused =
    answer.kind === 'already'
      ? { command: kind, code: 'alreadyDecided', rule: null, values: { outcome: answer.outcome, at: answer.at } }
      : { command: kind, code: answer.code, rule: answer.rule, values: answer.values };
  return {
    seq: null,
    at,
    event: 'commandRefused',
    element: null,
    subject,
    subjectId,
    actorName,
    onBehalfOf: null,
    statusBefore: null,
    statusAfter: null,
    rules: [],
    detail: {},
    schoolName: null,
    applicantName: null,
    memberNames: null,
    founderName: null,
    refused,
  };
}
