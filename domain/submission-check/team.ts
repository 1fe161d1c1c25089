// Who takes part, and with which school: what makes a team impossible.
import type { Finding, RuleId } from '../finding.js';
import { isInactive } from '../inactivity.js';
import type { MemberPlace } from '../project-category.js';
import { membersOf, type ProjectContent, type ProjectMember } from '../project-content.js';
import type { Rulebook } from '../rulebook.js';
import type { SubmissionFacts } from '../submission-check.js';

export type TeamErrorCode =
  | 'foundersNotDistinct'
  | 'submitterNotFounder'
  | 'teacherNotRegistered'
  | 'teacherInactive'
  | 'schoolNotRegistered'
  | 'schoolNotOfTeacher'
  | 'countryNotParticipating'
  | 'teacherWithTwoSchools'
  | 'memberTwice';

/** `places` of all members, founders first; null where a school is unknown. */
export interface TeamCheck {
  errors: Finding<TeamErrorCode>[];
  places: MemberPlace[] | null;
}

/** .e (two founders, one of whom submits), R-1.p0, R-1.p1, R-1.p2, R-1.p5, R-1.1, R-2.f. */
export function checkTeam(rulebook: Rulebook, project: ProjectContent, facts: SubmissionFacts): TeamCheck {
  const errors = [...founderErrors(project, facts), ...repeatedMembers(project)];
  const countryOf = new Map(facts.schools.map((school) => [school.schoolId, school.country]));
  const places: MemberPlace[] = [];
  for (const [index, member] of membersOf(project).entries()) {
    const country = countryOf.get(member.schoolId);
    errors.push(...memberErrors(rulebook, member, memberField(index), country, facts));
    if (country !== undefined) places.push({ schoolId: member.schoolId, country });
  }
  return { errors, places: places.length === membersOf(project).length ? places : null };
}

/** The path of a member among founders and partners, by the place in membersOf. */
export function memberField(index: number): string {
  return index < 2 ? `founders.${index}` : `partners.${index - 2}`;
}

function founderErrors(project: ProjectContent, facts: SubmissionFacts): Finding<TeamErrorCode>[] {
  const errors: Finding<TeamErrorCode>[] = [];
  const [first, second] = project.founders;
  if (first.teacherId === second.teacherId) {
    errors.push(finding('R-1.4.e', 'foundersNotDistinct', 'founders.1.teacherId', { teacherId: second.teacherId }));
  }
  if (!project.founders.some((founder) => founder.teacherId === facts.submittedByTeacherId)) {
    errors.push(finding('R-1.4.e', 'submitterNotFounder', 'founders', { teacherId: facts.submittedByTeacherId }));
  }
  return errors;
}

/** R-2.f: with pupils of one school only; and nobody is named twice (R-1.p1). The same founder twice is told otherwise. */
function repeatedMembers(project: ProjectContent): Finding<TeamErrorCode>[] {
  const errors: Finding<TeamErrorCode>[] = [];
  const schoolOf = new Map<string, string>();
  for (const [index, { teacherId, schoolId }] of membersOf(project).entries()) {
    const earlierSchoolId = schoolOf.get(teacherId);
    if (earlierSchoolId === undefined) {
      schoolOf.set(teacherId, schoolId);
    } else if (earlierSchoolId !== schoolId) {
      const values = { teacherId, schoolId, earlierSchoolId };
      errors.push(finding('R-2.f', 'teacherWithTwoSchools', `${memberField(index)}.schoolId`, values));
    } else if (index > 1) {
      errors.push(finding('R-1.p1', 'memberTwice', `${memberField(index)}.teacherId`, { teacherId }));
    }
  }
  return errors;
}

function memberErrors(
  rulebook: Rulebook,
  member: ProjectMember,
  field: string,
  country: string | undefined,
  facts: SubmissionFacts,
): Finding<TeamErrorCode>[] {
  const { teacherId, schoolId } = member;
  const errors: Finding<TeamErrorCode>[] = [];
  const teacher = facts.teachers.find((candidate) => candidate.teacherId === teacherId);
  if (teacher === undefined) {
    errors.push(finding('R-1.p0', 'teacherNotRegistered', `${field}.teacherId`, { teacherId }));
  } else if (!teacher.schoolIds.includes(schoolId)) {
    errors.push(finding('R-1.p1', 'schoolNotOfTeacher', `${field}.schoolId`, { teacherId, schoolId }));
  }
  const { now } = facts;
  const lastSignedInAt = teacher?.lastSignedInAt;
  if (now !== undefined && lastSignedInAt !== undefined && isInactive({ lastSignedInAt, now }, rulebook)) {
    errors.push(finding('R-1.p5', 'teacherInactive', `${field}.teacherId`, { teacherId, lastSignedInAt }));
  }
  if (country === undefined) {
    errors.push(finding('R-1.p2', 'schoolNotRegistered', `${field}.schoolId`, { schoolId }));
  } else {
    const participating = rulebook.countries.find(({ code }) => code === country);
    if (participating === undefined) {
      errors.push(finding('R-1.1.a', 'countryNotParticipating', `${field}.schoolId`, { schoolId, country }));
    }
  }
  return errors;
}

function finding(
  rule: RuleId,
  code: TeamErrorCode,
  field: string,
  values: Finding<TeamErrorCode>['values'],
): Finding<TeamErrorCode> {
  return { rule, code, field, values };
}
