import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { JOURNAL_EVENTS, MAIL_TEMPLATES } from '../../domain/consequence.js';
import type { LabelApplicationErrorCode, LabelApplicationWarningCode } from '../../domain/label-application-check.js';
import type { MalformedScore } from '../../domain/label-outcome.js';
import { PERIOD_MAIL_TEMPLATES } from '../../domain/period-mails.js';
import type { SubmissionWarningCode } from '../../domain/submission-check/warnings.js';
import type { SubmissionErrorCode } from '../../domain/submission-check.js';
import {
  DECISION_OUTCOMES,
  LABEL_STATUSES,
  LANGUAGES,
  PERIOD_STATUSES,
  PROJECT_STATUSES,
  ROLES,
  TASK_KINDS,
  TASK_STATUSES,
} from '../../domain/vocabulary.js';
import { catalogueOf, type MessageKey } from '../../messages/catalogue.js';
import { LOCALES, translator } from '../../messages/translate.js';
import { PROBLEM_CODES } from '../../usecases/problem.js';

type FindingCode =
  | SubmissionErrorCode
  | SubmissionWarningCode
  | LabelApplicationErrorCode
  | LabelApplicationWarningCode
  | MalformedScore['code'];
/** Compiles only while every code of a finding has an English text. */
const findingKey = (code: FindingCode): MessageKey => `finding.${code}`;

/** Names, and patterns without a word: add a key here when it is right that it is not translated. */
const SAME_IN_BOTH = ['time.instant'];

const keys = [...catalogueOf('en').keys()].sort();

describe('the catalogues', () => {
  test('have the same keys in every language', () => {
    for (const language of LANGUAGES) expect([...catalogueOf(language).keys()].sort()).toEqual(keys);
  });

  test('use the same arguments in every language', () => {
    const differing = keys.filter((key) => {
      const [first, ...others] = LANGUAGES.map((language) => argumentsOf(catalogueOf(language).get(key) ?? '').join());
      return others.some((other) => other !== first);
    });
    expect(differing).toEqual([]);
  });

  test('offer the same choices in every language', () => {
    const differing = keys.filter((key) => {
      const [first, ...others] = LANGUAGES.map((language) => choicesOf(catalogueOf(language).get(key) ?? '').join());
      return others.some((other) => other !== first);
    });
    expect(differing).toEqual([]);
  });

  test('say something without any value, and never "null" or "undefined"', () => {
    for (const language of LANGUAGES) {
      for (const key of keys) expect(translator(language)(key as MessageKey)).not.toMatch(/^$|null|undefined|\{|\}/);
    }
  });

  test('are translated: no Greek text is the English one', () => {
    const sameInBoth = keys.filter((key) => catalogueOf('el').get(key) === catalogueOf('en').get(key));
    expect(sameInBoth.filter((key) => !SAME_IN_BOTH.includes(key))).toEqual([]);
  });

  test.each(LANGUAGES)('have a text in %s for every word of the product that people read', (language) => {
    const needed = [
      ...PROBLEM_CODES.map((code) => `problem.${code}`),
      ...['draft', ...PROJECT_STATUSES].flatMap((status) => [
        `status.project.${status}`,
        `status.project.${status}.meaning`,
      ]),
      ...['draft', ...LABEL_STATUSES].flatMap((status) => [`status.label.${status}`, `status.label.${status}.meaning`]),
      ...PERIOD_STATUSES.map((status) => `status.period.${status}`),
      ...TASK_KINDS.flatMap((kind) => [`task.kind.${kind}`, `task.do.${kind}`]),
      ...TASK_STATUSES.map((status) => `task.status.${status}`),
      ...ROLES.map((role) => `role.${role}`),
      ...DECISION_OUTCOMES.map((outcome) => `decision.${outcome}`),
      ...JOURNAL_EVENTS.map((event) => `event.${event}`),
      ...[...MAIL_TEMPLATES, ...PERIOD_MAIL_TEMPLATES].flatMap((template) => [
        `mail.${template}.subject`,
        `mail.${template}.text`,
      ]),
      findingKey('fieldMissing'),
    ];
    expect(needed.filter((key) => !catalogueOf(language).has(key))).toEqual([]);
  });

  test('have a title for every rule that the code and the rulebooks cite', () => {
    const cited = ['domain', 'usecases', 'rulebooks', 'mail'].flatMap((folder) =>
      rulesCitedIn(join(process.cwd(), folder)),
    );
    expect(cited.length).toBeGreaterThan(10);
    expect([...new Set(cited)].filter((rule) => !catalogueOf('en').has(`rule.${rule}`)).sort()).toEqual([]);
  });
});

describe('a translation', () => {
  test('fills in its values', () => {
    const values = { outcome: 'reject', at: 'Sat 20 Aug 2022' };
    expect(translator('en')('problem.alreadyDecided', values)).toBe(
      'This has been decided already on Sat 20 Aug 2022: not approved. The first decision counts.',
    );
    expect(translator('el')('problem.alreadyDecided', values)).toBe(
      'Η απόφαση έχει ήδη ληφθεί: Sat 20 Aug 2022. Αποτέλεσμα: δεν εγκρίθηκε. Ισχύει η πρώτη απόφαση.',
    );
  });

  test('takes values as text, whatever is in them', () => {
    const said = translator('en')('problem.claimedByAnother', { assigneeName: "{constructor} <b>'#" });
    expect(said).toBe("{constructor} <b>'# has claimed this task.");
  });

  test('knows the plural', () => {
    const say = translator('en');
    expect(say('finding.languageNotUnderstoodByAll', { language: 'fr', membersWithout: 1 })).toContain('1 member does');
    expect(say('finding.languageNotUnderstoodByAll', { language: 'fr', membersWithout: 2 })).toContain('2 members do');
  });
});

interface Element {
  type: number;
  value: string;
  options?: Record<string, { value: Element[] }>;
}
const [LITERAL, POUND] = [0, 7];

function elementsOf(text: string): Element[] {
  return new IntlMessageFormat(text, LOCALES.en, undefined, { ignoreTag: true }).getAst() as unknown as Element[];
}

function argumentsOf(text: string): string[] {
  const names = (elements: Element[]): string[] =>
    elements
      .filter(({ type }) => type !== LITERAL && type !== POUND)
      .flatMap(({ value, options = {} }) => [
        value,
        ...Object.values(options).flatMap((option) => names(option.value)),
      ]);
  return [...new Set(names(elementsOf(text)))].sort();
}

/** The values between which a message chooses; the plurals that a language has are its own. */
function choicesOf(text: string): string[] {
  const SELECT = 5;
  const choices = (elements: Element[]): string[] =>
    elements.flatMap(({ type, value, options = {} }) => [
      ...(type === SELECT ? Object.keys(options).map((option) => `${value}=${option}`) : []),
      ...Object.values(options).flatMap((option) => choices(option.value)),
    ]);
  return [...new Set(choices(elementsOf(text)))].sort();
}

function rulesCitedIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    /\.(ts|json)$/.test(entry.name),
  );
  return files.flatMap((file) =>
    [...readFileSync(join(file.parentPath, file.name), 'utf8').matchAll(/['"](R-\d[0-9A-Za-z.]*)['"]/g)].map(
      ([, rule = '']) => rule,
    ),
  );
}
