// A project keeps the category under which it was approved, whoever joins or leaves.
import { refuse } from '../conclude.js';
import type { Conclusion } from '../consequence.js';
import type { MemberFacts } from '../facts.js';
import { categoryOf, type ProjectCategory } from '../project-category.js';

/** What makes a project one of its category. */
export const RULE_OF_CATEGORY = {
  european: 'R-1.2.a',
  national: 'R-1.2.b',
  inSchool: 'R-1.2.c',
} as const satisfies Record<ProjectCategory, string>;

type Place = Pick<MemberFacts, 'schoolId' | 'countryCode'>;

export function categoryOfTeam(members: readonly Place[]): ProjectCategory {
  return categoryOf(members.map(({ schoolId, countryCode }) => ({ schoolId, country: countryCode })));
}

/** The refusal of a team that would make another project of it; null where the category stays. */
export function refuseOtherCategory(before: readonly Place[], after: readonly Place[]): Conclusion | null {
  const category = categoryOfTeam(before);
  const becomes = categoryOfTeam(after);
  return category === becomes ? null : refuse('categoryWouldChange', RULE_OF_CATEGORY[category], { category, becomes });
}
