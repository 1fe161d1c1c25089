import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { StartProblem } from '../start-problem.js';

const person = z.object({
  sub: z.string().min(1),
  email: z.email(),
  name: z.string().min(1),
  locale: z.string(),
  password: z.string().min(1),
  /** What this person can try, for whoever chooses whom to be. */
  role: z.string().optional(),
});

/** An invented person who can sign in on this machine. */
export type Person = z.infer<typeof person>;

/**
 * The people who can sign in, from a JSON file: an array of `{sub, email, name, locale, password, role?}`.
 *
 * @throws {StartProblem} when the file is missing or is not such an array
 */
export async function readPeople(file: string): Promise<Person[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new StartProblem(`The file of the people who can sign in is missing: ${file}. Set IDENTITY_PEOPLE_FILE.`);
  });
  try {
    return z.array(person).min(1).parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new StartProblem(`The file of the people who can sign in, ${file}, cannot be used: ${why}`);
  }
}

/** The person with this e-mail address (whatever its case) and password; undefined when there is none. */
export function findByPassword(people: readonly Person[], email: string, password: string): Person | undefined {
  const wanted = email.trim().toLowerCase();
  return people.find(
    (one) => one.email.toLowerCase() === wanted && timingSafeEqual(digest(one.password), digest(password)),
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
