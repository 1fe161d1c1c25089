// The category of a project (section 1.2 of the circular) and whose approval it needs.
import type { Rulebook } from './rulebook.js';

export const PROJECT_CATEGORIES = ['european', 'national', 'inSchool'] as const;
export type ProjectCategory = (typeof PROJECT_CATEGORIES)[number];

/** A member's school and the country that it stands in. */
export interface MemberPlace {
  schoolId: string;
  country: string;
}

/**
 * European with at least two countries (R-1.2.a), national with one country and several schools (R-1.2.b), in-school where
 * all come from one and the same school (R-1.2.c).
 * @throws RangeError without members
 */
export function categoryOf(members: readonly MemberPlace[]): ProjectCategory {
  if (members.length === 0) throw new RangeError('a project without members');
  if (new Set(members.map((member) => member.country)).size > 1) return 'european';
  return new Set(members.map((member) => member.schoolId)).size > 1 ? 'national' : 'inSchool';
}

/**
 * The NSOs that decide: one for each distinct NSO of the two founders (R-1.4.f; R-1.2.b and R-1.2.c have one), in the
 * founders' order.
 * @throws RangeError when a founder's country has no NSO in the rulebook
 */
export function nsosOf(rulebook: Pick<Rulebook, 'nsos'>, founders: readonly MemberPlace[]): string[] {
  const ids = founders.map(({ country }) => {
    const nso = rulebook.nsos.find((candidate) => candidate.country === country);
    if (nso === undefined) throw new RangeError(`no NSO for country ${JSON.stringify(country.slice(0, 40))}`);
    return nso.id;
  });
  return [...new Set(ids)];
}

/** The founders' schools whose Teachers' Council must approve before the NSOs (R-1.4.a), each once, in the founders' order. */
export function councilSchoolsOf(rulebook: Pick<Rulebook, 'council'>, founders: readonly MemberPlace[]): string[] {
  const needed = founders.filter(({ country }) => rulebook.council.requiredInCountries.includes(country));
  return [...new Set(needed.map(({ schoolId }) => schoolId))];
}
