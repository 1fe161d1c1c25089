// Findings and refusals in words.
import { REAL_TIME } from '../domain/programme-clock.js';
import { withInstants } from '../messages/instants.js';
import { isMessageKey } from '../messages/translate.js';
import type { FieldProblem, Problem } from '../usecases/problem.js';
import type { RulebookWords } from './rulebook-words.js';
import type { Viewer } from './viewer.js';

/** Where it is not known whose programme a refusal is about, its instants are told as they are, in UTC. */
const AS_THEY_ARE = { timeZone: 'UTC', clock: REAL_TIME };

/** Why something was refused. */
export function problemSentence({ t, language }: Viewer, problem: Problem, words?: RulebookWords): string {
  const { code, values, calendar } = problem;
  const told = words ? words.values(values) : withInstants(values, { language, ...(calendar ?? AS_THEY_ARE) });
  return t(`problem.${code}`, told);
}

/** What is wrong with a field, or what its writer is warned of. */
export function findingSentence({ t }: Viewer, { code, field, values }: Omit<FieldProblem, 'rule'>): string {
  // The only right answer of this box is yes.
  if (field === 'specialSession') return t('pages.mustConfirm');
  if (field === 'outcome') return t('pages.choose');
  const key = `finding.${code}`;
  return isMessageKey(key) ? t(key, values) : t('finding.invalidValue');
}
