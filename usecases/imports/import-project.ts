// A running project comes in on the way of everybody: its commands go through intake, Update and step, one after the other.

import { type AskedBody, type ProjectPlan, planProject } from '../../domain/import/project.js';
import type { ProjectRow } from '../../domain/import/project-columns.js';
import { type RowDecision, type RowRefusal, refuse } from '../../domain/import/row.js';
import { type Actor, isParty } from '../../domain/permissions.js';
import type { ProjectContent } from '../../domain/project-content.js';
import { checkSubmission } from '../../domain/submission-check.js';
import { readAs } from '../../records/actor.js';
import { type ImportedProject, importedProject, teacherByEmail } from '../../records/imports/projects.js';
import { schoolsByKey } from '../../records/imports/schools.js';
import { submissionFacts } from '../../records/submission-facts.js';
import type { Deps } from '../deps.js';
import { Problem } from '../problem.js';
import { readRulebook } from '../read-rulebook.js';
import { completeImported, decideImported, type ReadyProject, submitImported } from './project-commands.js';

type Refused = Extract<RowDecision<never>, { outcome: 'refused' }>;
type ProjectOutcome = RowDecision<null> | Refused;
const refused = (...refusals: RowRefusal[]): Refused => ({ outcome: 'refused', refusals });
const UNFINISHED = refused(refuse('stage', 'importUnfinished'));

/**
 * Brings a project to the row's stage. What was carried out before is found by the project's own state, so that the row can be
 * sent again after an interruption at any point.
 */
export async function importProject(
  deps: Deps,
  actor: Actor,
  row: ProjectRow,
  preview: boolean,
): Promise<ProjectOutcome> {
  const ready = await prepare(deps, actor, row);
  if ('outcome' in ready) return ready;
  const before = await readAs(deps.records, actor, (tx) => importedProject(tx, ready.importedAs));
  const refusal = notThisProject(actor, ready, before) ?? decidedOtherwise(ready, before);
  if (refusal) return refusal;
  const changes = before ? missingSteps(ready, before) : ['stage'];
  if (changes.length === 0) return { outcome: 'unchanged' };
  const outcome = before ? 'change' : 'create';
  if (!preview && !(await carryThrough(deps, actor, ready, before))) return UNFINISHED;
  return { outcome, changes, write: null };
}

async function prepare(deps: Deps, actor: Actor, row: ProjectRow): Promise<ReadyProject | Refused> {
  const { rulebookId, rulebook } = await readRulebook(deps, actor);
  return readAs(deps.records, actor, async (tx) => {
    const named = row.partners ?? [];
    const [one, two, partners, schools] = await Promise.all([
      teacherByEmail(tx, row.founder1),
      teacherByEmail(tx, row.founder2),
      Promise.all(named.map(({ email }) => teacherByEmail(tx, email))),
      schoolsByKey(tx, [row.school1, row.school2, ...named.map(({ school }) => school)]),
    ]);
    const councilCountries = rulebook.council.requiredInCountries;
    const planned = planProject(actor, row, { founders: [one, two], partners, schools, councilCountries });
    if (planned.refusals) return refused(...planned.refusals);
    const { plan } = planned;
    const content = contentOf(row, plan);
    const facts = await submissionFacts(tx, content, plan.founders[0].teacherId, rulebookId);
    const { errors, category } = checkSubmission(rulebook, content, facts);
    if (errors.length > 0) return { outcome: 'refused', refusals: errors.map(inColumns) };
    if (row.category && row.category !== category) return refused(refuse('category', 'categoryDiffers'));
    return { row, plan, content, category, rulebookId, importedAs: `${plan.nsoId}/${row.reference}` };
  });
}

const COLUMN_OF: Readonly<Record<string, string>> = { teacherId: 'founder', schoolId: 'school', roleText: 'role' };

/** `founders.0.schoolId` is the column `school1`. */
function inColumns<Found extends { field: string }>(finding: Found): Found {
  const [, index = '0', part = 'teacherId'] = finding.field.split('.');
  const isFounders = finding.field.startsWith('founders');
  return isFounders ? { ...finding, field: `${COLUMN_OF[part] ?? part}${Number(index) + 1}` } : finding;
}

function contentOf(row: ProjectRow, { founders: [one, two], partners }: ProjectPlan): ProjectContent {
  const { title, shortDescription, goals, timetable, expectedResults, language } = row;
  return {
    ...{ title, shortDescription, goals, timetable, expectedResults, language },
    languageOfApplication: row.languageOfApplication ?? language,
    founders: [
      { ...one, roleText: row.role1 ?? '' },
      { ...two, roleText: row.role2 ?? '' },
    ],
    partners: partners.map((partner, index) => ({ ...partner, roleText: row.partners?.[index]?.role ?? '' })),
  };
}

const taskOf = (project: ImportedProject | null, body: AskedBody) =>
  project?.tasks.find(
    ({ kind, nsoId, schoolId }) => kind === body.kind && (schoolId ? schoolId === body.schoolId : nsoId === body.nsoId),
  );

/**
 * A reference that was used before stands for the project that came in under it. A row about other founders would have decisions of
 * its own project carried out on that one; and of who takes part in that one the row says nothing.
 */
function notThisProject(actor: Actor, { plan }: ReadyProject, before: ImportedProject | null): Refused | null {
  if (!before) return null;
  const named = plan.founders.map(({ teacherId }) => teacherId);
  if (before.founderIds?.some((founderId) => !named.includes(founderId))) {
    return refused(refuse('reference', 'referenceOfAnother'));
  }
  return isParty(actor, before) ? refused(refuse('founder1', 'ownProject')) : null;
}

/** In the product another decision was taken: the paper does not undo it. */
function decidedOtherwise({ plan }: ReadyProject, before: ImportedProject | null): Refused | null {
  const others = plan.bodies.filter((body) => {
    const task = taskOf(before, body);
    return body.decision && task && task.status !== 'open' && task.outcome !== 'approve';
  });
  return others.length === 0 ? null : refused(refuse('decisions', 'decidedOtherwise'));
}

function missingSteps({ row, plan }: ReadyProject, before: ImportedProject): string[] {
  const undecided = plan.bodies.some((body) => body.decision && taskOf(before, body)?.status !== 'decided');
  const uncompleted = row.stage === 'completed' && !['completed', 'archived'].includes(before.status ?? '');
  return [...(undecided ? ['decisions'] : []), ...(uncompleted || before.status === null ? ['stage'] : [])];
}

/** @returns false where a step was not carried out: Temporal is away, or somebody works on the task. */
async function carryThrough(
  deps: Deps,
  actor: Actor,
  ready: ReadyProject,
  before: ImportedProject | null,
): Promise<boolean> {
  const { row, plan, importedAs } = ready;
  const now = () => readAs(deps.records, actor, (tx) => importedProject(tx, importedAs));
  try {
    if (!before && !(await submitImported(deps, actor, ready))) return false;
    for (const body of plan.bodies.filter(({ decision }) => decision)) {
      const project = await now();
      const task = taskOf(project, body);
      if (!project || !task) return false;
      if (task.status === 'open' && !(await decideImported(deps, actor, ready, project.projectId, task.taskId, body)))
        return false;
    }
    const project = await now();
    if (row.stage !== 'completed' || project?.status !== 'active') return project?.status != null;
    return completeImported(deps, actor, row, project.projectId);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
