// Label applications of projects that were brought in: the columns, and what a row may bring.
import { z } from 'zod';
import { calendarDate } from '../calendar-date.js';
import { checkLabelApplication } from '../label-application-check.js';
import { type LabelContent, labelContentSchema } from '../label-content.js';
import { link } from '../link.js';
import { type Actor, isParty, mayImportFor } from '../permissions.js';
import type { LabelRules } from '../rulebook/label.js';
import { line, text } from '../text.js';
import type { LabelStatus, ProjectStatus } from '../vocabulary.js';
import { email, listOf } from './cells.js';
import { type RowDecision, refuse } from './row.js';

const LONGEST_ANSWER = 20_000;
const TWINSPACE_USES = ['activities', 'communication', 'record'] as const;

/** The columns of a rulebook: one for each criterion, named by its id. */
export function labelApplicationColumns({ criteria }: Pick<LabelRules, 'criteria'>) {
  const answer = text(LONGEST_ANSWER).min(1);
  return z.strictObject({
    /** As in the import of projects: the reference, within the NSO of the first founder. */
    nso: line(10).min(1),
    project: line(100).min(1),
    teacher: email,
    /** On paper: it decides the period. */
    receivedOn: calendarDate(),
    twinspace: listOf(z.enum(TWINSPACE_USES)).optional(),
    links: listOf(link(), 10_000).optional(),
    ...Object.fromEntries(criteria.map(({ id }) => [id, answer])),
  });
}

export type LabelApplicationRow = {
  nso: string;
  project: string;
  teacher: string;
  receivedOn: string;
  twinspace?: (typeof TWINSPACE_USES)[number][] | undefined;
  links?: string[] | undefined;
} & Record<string, unknown>;

export interface LabelApplicationRowFacts {
  project: { status: ProjectStatus } | null;
  /** Null where nobody, or more than one, is registered under the address. */
  teacherId: string | null;
  /** Where the teacher takes part in the project; null where he or she does not. */
  member: { schoolId: string; nsoId: string } | null;
  /** The application that there is already. */
  status: LabelStatus | null;
  /** Whether the paper is dated after today. */
  isLater: boolean;
  label: LabelRules;
}

/**
 * who took part in a completed project may have applied on paper. Only of a project that was brought in: of
 * another one its teachers apply here. Each NSO's administrators bring in the applications of their own teachers, nobody his or her own.
 */
export function decideLabelApplication(
  actor: Actor,
  row: LabelApplicationRow,
  facts: LabelApplicationRowFacts,
): RowDecision<LabelContent> {
  const { project, teacherId, member, status } = facts;
  const refused = (...refusals: ReturnType<typeof refuse>[]) => ({ outcome: 'refused', refusals }) as const;
  if (!project) return refused(refuse('project', 'projectUnknown'));
  if (teacherId === null) return refused(refuse('teacher', 'teacherUnknown', { email: row.teacher }));
  if (!member) return refused(refuse('teacher', 'notInProject'));
  if (!mayImportFor(actor, member.nsoId).allowed)
    return refused(refuse('teacher', 'notOfYourNso', { nso: member.nsoId }));
  if (isParty(actor, { memberTeacherIds: [teacherId], memberSchoolIds: [member.schoolId] })) {
    return refused(refuse('teacher', 'ownProject'));
  }
  if (status !== null) return { outcome: 'unchanged' };
  if (project.status !== 'completed') return refused(refuse('project', 'projectNotCompleted'));
  if (facts.isLater) return refused(refuse('receivedOn', 'receivedLater'));

  const content = contentOf(row, facts.label);
  const { errors } = checkLabelApplication(facts.label, content);
  const missing = errors.map(({ values, ...error }) => ({ ...error, field: String(values.criterion), values }));
  return missing.length > 0 ? refused(...missing) : { outcome: 'create', changes: ['receivedOn'], write: content };
}

function contentOf(row: LabelApplicationRow, { criteria }: LabelRules): LabelContent {
  const uses = row.twinspace ?? [];
  return labelContentSchema.parse({
    selfAssessment: criteria.map(({ id }) => ({ criterion: id, text: String(row[id] ?? '') })),
    twinspaceDeclaration: Object.fromEntries(TWINSPACE_USES.map((use) => [use, uses.includes(use)])),
    resultsLinks: row.links ?? [],
  });
}
