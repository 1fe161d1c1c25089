// What passes, but should be thought about: shown to the applicant and to the evaluators. All of it is about European projects.
import type { Finding } from '../finding.js';
import { categoryOf, type MemberPlace, nsosOf } from '../project-category.js';
import { membersOf, type ProjectContent } from '../project-content.js';
import type { Rulebook } from '../rulebook.js';
import type { SubmissionFacts } from '../submission-check.js';

export type SubmissionWarningCode =
  | 'countryOutOfProportion'
  | 'largeTeam'
  | 'languageNotUnderstoodByAll'
  | 'applicationInMotherTongue'
  | 'foundersShareNso';

type Warning = Finding<SubmissionWarningCode>;

/** Warnings for a team whose schools are all known; `places` in the order of membersOf. */
export function warningsFor(
  rulebook: Rulebook,
  project: ProjectContent,
  facts: SubmissionFacts,
  places: readonly MemberPlace[],
): Warning[] {
  if (categoryOf(places) !== 'european') return [];
  return [
    ...teamSize(rulebook, places),
    ...proportion(rulebook, places),
    ...sharedNso(rulebook, places),
    ...language(project, facts),
    ...motherTongue(project, facts),
  ];
}

/** .a.II */
function teamSize(rulebook: Rulebook, places: readonly MemberPlace[]): Warning[] {
  const { largeTeamMembers } = rulebook.project;
  if (places.length < largeTeamMembers) return [];
  return [
    { rule: 'R-1.2.a.II', code: 'largeTeam', field: 'partners', values: { members: places.length, largeTeamMembers } },
  ];
}

/** .a.III */
function proportion(rulebook: Rulebook, places: readonly MemberPlace[]): Warning[] {
  const { country, maximumRatio } = rulebook.project.balance;
  const members = places.filter((place) => place.country === country).length;
  const others = places.length - members;
  if (members <= maximumRatio * others) return [];
  const values = { country, members, others, maximumRatio };
  return [{ rule: 'R-1.2.a.III', code: 'countryOutOfProportion', field: 'partners', values }];
}

/** .f foresees the approval of two NSOs; where both founders have the same one, it decides alone. */
function sharedNso(rulebook: Rulebook, places: readonly MemberPlace[]): Warning[] {
  const countries = new Set(rulebook.nsos.map((nso) => nso.country));
  const founders = places.slice(0, 2).filter((place) => countries.has(place.country));
  const [nsoId, second] = nsosOf(rulebook, founders);
  if (founders.length < 2 || nsoId === undefined || second !== undefined) return [];
  return [{ rule: 'R-1.4.f', code: 'foundersShareNso', field: 'founders', values: { nsoId } }];
}

/** .a.IV: one partner's mother tongue that another, by his or her profile, does not understand. */
function language(project: ProjectContent, facts: SubmissionFacts): Warning[] {
  const team = new Set(membersOf(project).map((member) => member.teacherId));
  const teachers = facts.teachers.filter((teacher) => team.has(teacher.teacherId));
  const isMotherTongue = teachers.some((teacher) => teacher.motherTongues.includes(project.language));
  if (!isMotherTongue) return [];
  const without = teachers.filter(
    ({ motherTongues, understands }) =>
      understands !== null && ![...motherTongues, ...understands].includes(project.language),
  );
  if (without.length === 0) return [];
  const values = { language: project.language, membersWithout: without.length };
  return [{ rule: 'R-1.2.a.IV', code: 'languageNotUnderstoodByAll', field: 'language', values }];
}

/** .g */
function motherTongue(project: ProjectContent, facts: SubmissionFacts): Warning[] {
  const applicant = facts.teachers.find((teacher) => teacher.teacherId === facts.submittedByTeacherId);
  const written = project.languageOfApplication;
  if (applicant === undefined || !applicant.motherTongues.includes(written)) return [];
  return [
    {
      rule: 'R-1.4.g',
      code: 'applicationInMotherTongue',
      field: 'languageOfApplication',
      values: { language: written },
    },
  ];
}
