// A project that came back: what changed in a resubmission, and who must look at it again.
import { canonicalJson } from './canonical-json.js';
import { apply, dueFrom, latestOf, openTask, refuse } from './conclude.js';
import type { Conclusion, Consequence, JournalNote } from './consequence.js';
import type { IntakeFacts, ProjectFacts } from './facts.js';
import type { ProjectContent } from './project-content.js';
import { judgePupilSlots } from './pupil-slots.js';

const FIELDS = [
  'title',
  'shortDescription',
  'goals',
  'timetable',
  'expectedResults',
  'language',
  'languageOfApplication',
  'pupils',
  'embedding',
  'pupilsGroups',
  'founders',
  'partners',
] as const satisfies readonly (keyof ProjectContent)[];
export type ContentField = (typeof FIELDS)[number];

/** With one of these another project is asked for than was approved: every NSO looks at it again. */
const SIGNIFICANT: readonly ContentField[] = ['title', 'goals', 'timetable', 'partners', 'language'];

/** What a resubmission says anew, and of which version. */
export interface Revision {
  content: ProjectContent;
  /** Number of the version that it was made from. */
  basedOn: number;
}

export interface Changes {
  /** In the order of the form. */
  changed: ContentField[];
  /** Every NSO looks at the project again, also one that had approved it. */
  significant: boolean;
}

/** Which parts of a project differ between two versions, and whether it is another project by them. */
export function changesBetween(before: ProjectContent, after: ProjectContent): Changes {
  const changed = FIELDS.filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]));
  return { changed, significant: changed.some((field) => SIGNIFICANT.includes(field)) };
}

/**
 * A founder resubmits. After a council's rejection the project goes to the councils that rejected it; after an NSO's return to
 * that NSO, and to all of them where the change is significant. Whoever waited meanwhile goes on with a new due date.
 */
export function concludeResubmission(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const { content: after, basedOn } = intake.content as Revision;
  const { submitted } = facts;
  if (!submitted || !facts.project) return refuse('wrongStatus', 'R-1.4.e');
  const { changed, significant } = changesBetween(submitted.content, after);
  if (changed.length === 0) return refuse('nothingChanged', null);
  // Compared when it was taken in, too; but it may have waited while another revision was decided on.
  if (basedOn !== submitted.version) return refuse('versionConflict', null, { version: submitted.version });

  const pupils = judgePupilSlots(facts, after);
  if (pupils.refusal) return pupils.refusal;

  const toCouncils = facts.project.status === 'councilRejected';
  const rule = toCouncils ? 'R-1.4.a' : 'R-1.4.f';
  const detail = { changed: changed.join(','), significant };
  const rules = [{ rule, values: detail }, ...pupils.rules];
  const note: JournalNote = { event: 'projectResubmitted', element: 'revision', rules, detail };
  return apply(
    'resubmitted',
    note,
    [
      { kind: 'reviseProject', members: membersWithRoles(after) },
      ...pupils.consequences,
      ...facts.tasks
        .filter((task) => task.kind === 'revision' && task.status === 'open')
        .map((task) => ({
          kind: 'closeTask' as const,
          taskId: task.taskId,
          as: 'decided' as const,
          outcome: 'resubmitted',
        })),
      { kind: 'setProjectStatus', to: toCouncils ? 'council' : 'nsos' },
      ...(toCouncils ? askCouncilsAgain(facts) : askNsosAgain(facts, significant)),
    ],
    detail,
  );
}

function askCouncilsAgain(facts: ProjectFacts): Consequence[] {
  return latestOf(facts, 'councilApproval')
    .filter((task) => task.outcome === 'reject')
    .flatMap((task) => openTask(facts, 'councilApproval', task.nsoId, task.schoolId));
}

function askNsosAgain(facts: ProjectFacts, significant: boolean): Consequence[] {
  return latestOf(facts, 'nsoApproval').flatMap((task): Consequence[] => {
    if (task.status === 'waiting') {
      return [{ kind: 'resumeTask', taskId: task.taskId, due: dueFrom(facts, 'nsoApproval', task.nsoId) }];
    }
    const again = task.outcome === 'return' || significant;
    return again ? openTask(facts, 'nsoApproval', task.nsoId, null) : [];
  });
}

function membersWithRoles({ founders, partners }: ProjectContent) {
  return [
    ...founders.map((member) => ({ ...member, role: 'founder' as const })),
    ...partners.map((member) => ({ ...member, role: 'partner' as const })),
  ];
}
