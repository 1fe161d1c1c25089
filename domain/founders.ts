// The two founders of a project, whom most of what happens to it concerns.
import type { Audience } from './consequence.js';
import type { MemberFacts, ProjectFacts } from './facts.js';

type WithMembers = Pick<ProjectFacts, 'members'>;

export const foundersOf = ({ members }: WithMembers): MemberFacts[] =>
  members.filter((member) => member.role === 'founder');

export const toFounders = (facts: WithMembers): Audience => ({
  to: 'users',
  userIds: foundersOf(facts).map((founder) => founder.userId),
});

/** The NSOs of the founders' countries, each once: those that decided on the project (R-1.4.f). */
export function nsosOfFounders(facts: WithMembers): string[] {
  return [...new Set(foundersOf(facts).map((founder) => founder.nsoId))];
}
