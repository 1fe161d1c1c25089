// The draft's form as a project's content.
import { type EmbeddingEntered, embeddingIn } from '../embedding-form.js';
import { formObject } from '../form.js';
import { type GroupEntered, groupsIn } from '../pupils-groups-form.js';

interface Entered {
  founders?: MemberEntered[];
  partners?: MemberEntered[];
  embedding?: EmbeddingEntered;
  pupilsGroups?: GroupEntered[];
  search?: string;
}
interface MemberEntered {
  member?: string;
  roleText?: string;
}

/** The content that the form's values stand for, as the schema of the JSON routes knows it. */
export function contentIn(values: Readonly<Record<string, string>>): unknown {
  const { founders = [], partners = [], search: _search, ...rest } = formObject(values) as Entered;
  const { embedding, pupilsGroups, ...texts } = rest;
  const stated = embeddingIn(embedding);
  const groups = groupsIn(pupilsGroups);
  const [first, second] = founders;
  return {
    ...texts,
    ...(stated && { embedding: stated }),
    ...(groups && { pupilsGroups: groups }),
    // Until the second founder is chosen, the first one holds that place.
    founders: [memberOf(first), memberOf(second?.member ? second : { ...second, member: first?.member ?? '' })],
    // A partner's row in which nobody is chosen is no partner.
    partners: partners.filter(({ member }) => member).map(memberOf),
  };
}

/** A member's teacher and school come from one choice (R-2.f). */
function memberOf({ member = '', roleText = '' }: MemberEntered = {}): object {
  const [teacherId = '', schoolId = ''] = member.split('/');
  return { teacherId, schoolId, roleText };
}
