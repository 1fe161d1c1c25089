// How the people of a journey come to their access tokens.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Records } from '../../../records/database.js';
import { signInAt } from '../../../scripts/demo/sign-in.js';
import { AUDIENCE, startIssuer } from '../../api/support/issuer.js';
import type { PersonName, Programme } from '../../support/programme.js';

export interface Tokens {
  /** What of the system's environment and options depends on who issues them. */
  environment: NodeJS.ProcessEnv;
  peopleFile?: string;
  /** Makes the programme's people known under their names at this issuer. */
  introduce(owner: Records, programme: Programme, issuer: string): Promise<void>;
  token(person: PersonName): Promise<string>;
  close(): Promise<void>;
}

/** Tokens of an issuer in this process: nothing that is killed in a journey issues them. */
export async function issuedTokens(): Promise<Tokens> {
  const issuer = await startIssuer();
  let people: Programme['people'];
  return {
    environment: { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE, OIDC_CLIENT_SECRET: 'unused-here' },
    async introduce(owner, programme) {
      people = programme.people;
      await owner.updateTable('users').set({ issuer: issuer.url }).execute();
    },
    token: (person) => issuer.token(people[person].actor.userId),
    close: () => issuer.close(),
  };
}

export type Logins = Partial<Record<PersonName, Login>>;

interface Login {
  email: string;
  name: string;
  password: string;
}

/** Tokens of the local sign-in provider, which each of these people gets by its form: code with PKCE, as in the demo. */
export async function signedInTokens(folder: string, logins: Logins): Promise<Tokens> {
  const peopleFile = path.join(folder, 'people.json');
  const entries = Object.entries(logins) as [PersonName, Login][];
  await writeFile(peopleFile, JSON.stringify(entries.map(([sub, login]) => ({ sub, locale: 'el', ...login }))));
  const tokens = new Map<PersonName, Promise<string>>();
  let issuerUrl = '';
  let signIn: ReturnType<typeof signInAt> | undefined;

  async function signInAs(person: PersonName): Promise<string> {
    const login = logins[person];
    if (!login) throw new Error(`${person} has no login`);
    signIn ??= signInAt(issuerUrl);
    return (await signIn)(login);
  }

  return {
    environment: {},
    peopleFile,
    async introduce(owner, { people }, issuer) {
      issuerUrl = issuer;
      for (const [subject, { email, name }] of entries) {
        const known = { issuer, subject, email, display_name: name };
        await owner.updateTable('users').set(known).where('user_id', '=', people[subject].actor.userId).execute();
      }
    },
    token(person) {
      const token = tokens.get(person) ?? signInAs(person);
      tokens.set(person, token);
      return token;
    },
    close: async () => {},
  };
}
