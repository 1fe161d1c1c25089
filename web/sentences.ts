// Findings and refusals in words.
import { withInstants } from '../messages/instants.js';
import { isMessageKey } from '../messages/translate.js';
import type { FieldProblem, Problem } from '../usecases/problem.js';
import type { RulebookWords } from './rulebook-words.js';
import type { Viewer } from './viewer.js';

const EPOCH = '1970-01-01T00:00:00.000Z';
/** Where it is not known whose programme a refusal is about, its instants are told as they are, in UTC. */
const REAL_TIME = { timeZone: 'UTC', clock: { programmeAt: EPOCH, realAt: EPOCH, ratio: 1 } };

/** Why something was refused. */
export function problemSentence({ t, language }: Viewer, problem: Problem, words?: RulebookWords): string {
  const { code, values } = problem;
  return t(`problem.${code}`, words ? words.values(values) : withInstants(values, { language, ...REAL_TIME }));
}

/** What is wrong with a field, or what its writer is warned of. */
export function findingSentence({ t }: Viewer, { code, field, values }: Omit<FieldProblem, 'rule'>): string {
  // The only right answer of this box is yes.
  if (field === 'specialSession') return t('pages.mustConfirm');
  const key = `finding.${code}`;
  return isMessageKey(key) ? t(key, values) : t('finding.invalidValue');
}
