// Who plays in the demo: people of the sample, by what they do in the story.
import type { Language } from '../../domain/vocabulary.js';
import { readPeople } from '../../local/identity/people.js';
import { peopleFilePath } from '../../local/system.js';
import { Api } from './api.js';
import { StoryProblem } from './poll.js';
import type { SignIn } from './sign-in.js';

const CAST = {
  greekFounder: 'eleni.papadaki@etwinning.example',
  frenchFounder: 'claire.moreau@etwinning.example',
  greekHead: 'head.athens@etwinning.example',
  greekEvaluator: 'evaluator.gr@etwinning.example',
  otherGreekEvaluator: 'evaluator3.gr@etwinning.example',
  /** Takes part in the project, and is an evaluator of the Greek NSO too. */
  greekPartner: 'evaluator2.gr@etwinning.example',
  frenchEvaluator: 'evaluator.fr@etwinning.example',
  otherFrenchEvaluator: 'evaluator2.fr@etwinning.example',
  italianPartner: 'giulia.ricci@etwinning.example',
  systemAdministrator: 'system@etwinning.example',
} as const;
export type Part = keyof typeof CAST;

/** Who only receives mails does not sign in. */
const SIGNING_IN = Object.keys(CAST).filter(
  (part) => part !== 'italianPartner' && part !== 'otherFrenchEvaluator',
) as Part[];

/** A person of the sample. */
export interface Player {
  part: Part;
  email: string;
  name: string;
  language: Language;
}
/** A person who has signed in. */
export type SignedIn = Player & { api: Api };
export type Cast = Record<Part, Player> & Record<Exclude<Part, 'italianPartner' | 'otherFrenchEvaluator'>, SignedIn>;

/** Everybody whom the sample knows: mails go to more people than play. */
export type Somebody = Pick<Player, 'email' | 'name' | 'language'>;

/**
 * Finds the people and signs them in.
 * @throws {StoryProblem} when the sample does not have one of them
 */
export async function gatherCast(signIn: SignIn, web: string): Promise<{ cast: Cast; people: Somebody[] }> {
  const people = await readPeople(peopleFilePath());
  const languageOf = (locale: string): Language => (locale === 'el' ? 'el' : 'en');
  const found = Object.entries(CAST).map(([part, email]) => {
    const person = people.find((candidate) => candidate.email === email);
    if (person === undefined) throw new StoryProblem(`The sample has nobody with the address ${email}.`);
    const { name, locale, password } = person;
    return { part: part as Part, email, name, language: languageOf(locale), password };
  });
  const players = await Promise.all(
    found.map(async ({ password, ...player }) => {
      if (!SIGNING_IN.includes(player.part)) return player;
      return { ...player, api: new Api(web, await signIn({ email: player.email, password })) };
    }),
  );
  return {
    cast: Object.fromEntries(players.map((player) => [player.part, player])) as Cast,
    people: people.map(({ email, name, locale }) => ({ email, name, language: languageOf(locale) })),
  };
}

/** Those of the cast who have signed in. */
export function signedIn(cast: Cast): SignedIn[] {
  return Object.values(cast).filter((player): player is SignedIn => 'api' in player);
}
