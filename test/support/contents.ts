// What people write and enter in tests: a complete one of each, to be changed where a test is about the change.
import type { EvaluationContent } from '../../domain/decision-content.js';
import type { LabelContent } from '../../domain/label-content.js';
import type { ProjectContent } from '../../domain/project-content.js';
import { europeanProject, type PersonName, type Programme } from './programme.js';

const SESSION = { sessionOn: '2022-03-01', actNumber: '12/2022', specialSession: true };
export const COUNCIL_APPROVES = { outcome: 'approve', ...SESSION };
export const COUNCIL_REJECTS = { outcome: 'reject', ...SESSION, reason: 'The timetable leaves no room for it.' };
export const APPROVE = { outcome: 'approve' };
export const RETURN = { outcome: 'return', reason: 'Please say who writes the diary.' } as const;
export const REJECT = { outcome: 'reject', reason: 'The goals are not clear.' };

type Founder = Extract<PersonName, 'greekFounder' | 'greekPartner' | 'frenchFounder' | 'italianTeacher'>;
const SCHOOL_OF = {
  greekFounder: 'athens',
  greekPartner: 'patras',
  frenchFounder: 'lyon',
  italianTeacher: 'rome',
} as const satisfies Record<Founder, keyof Programme['schools']>;

/** A complete project of any two founders. */
export function projectOf(programme: Programme, founders: [Founder, Founder]): ProjectContent {
  const member = (name: Founder) => ({
    teacherId: programme.people[name].teacherId,
    schoolId: programme.schools[SCHOOL_OF[name]],
    roleText: `Leads one half of the work, as ${SCHOOL_OF[name]} sees it.`,
  });
  return { ...europeanProject(programme), founders: [member(founders[0]), member(founders[1])] };
}

const CRITERIA = ['collaboration', 'technology', 'pedagogy', 'curriculum', 'results'];
const SUB_CRITERIA = ['onlineCollaboration', 'ictChoice', 'eSafety'];
const ALL_USES = { activities: true, communication: true, record: true };

/** A complete application for the label; its text tells one version from another. */
export function application(text = 'We did it together.'): LabelContent {
  return {
    selfAssessment: CRITERIA.map((criterion) => ({ criterion, text })),
    twinspaceDeclaration: ALL_USES,
    resultsLinks: [],
  };
}

/** An evaluation that is within every rule; by default it leads to the award. */
export function evaluation({
  points = 4,
  subPoints = 3,
  uses = {},
}: {
  points?: number;
  subPoints?: number;
  uses?: Partial<EvaluationContent['twinspaceConfirmations']>;
} = {}): EvaluationContent {
  return {
    scores: CRITERIA.map((criterion) => ({ criterion, points, comment: 'As the diary shows.' })),
    subCriteria: SUB_CRITERIA.map((id) => ({ id, points: subPoints })),
    twinspaceConfirmations: { ...ALL_USES, ...uses },
    feedback: 'Show more of what the pupils did.',
  };
}
