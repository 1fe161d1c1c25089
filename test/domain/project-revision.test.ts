import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectContent } from '../../domain/project-content.js';
import { changesBetween } from '../../domain/project-revision.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { loadRulebook } from '../../rulebooks/load.js';
import { ProjectModel } from './support/project-model.js';

const member = (id: string) => ({ teacherId: `t${id}`, schoolId: `s${id}`, roleText: '' });
const content: ProjectContent = {
  title: 'Rivers',
  shortDescription: 'Two rivers.',
  goals: 'To measure.',
  timetable: 'October to May.',
  expectedResults: 'A map.',
  language: 'en',
  languageOfApplication: 'en',
  founders: [member('1'), member('2')],
  partners: [],
};

describe('R-1.4.f what a revision changes', () => {
  test.each([
    ['the title', { title: 'Tides' }, ['title'], true],
    ['goals and results', { goals: 'To tell.', expectedResults: 'A diary.' }, ['goals', 'expectedResults'], true],
    ['the partners', { partners: [member('3')] }, ['partners'], true],
    ['the short description alone', { shortDescription: 'One river.' }, ['shortDescription'], false],
    [
      'what a founder does',
      { founders: [{ ...member('1'), roleText: 'Measures.' }, member('2')] },
      ['founders'],
      false,
    ],
    ['nothing', {}, [], false],
  ] as const)(
    'given a change of %s, when both are compared, then it says which and whether it is significant',
    (_what, change, changed, significant) => {
      const after = { ...content, ...change } as ProjectContent;

      expect(changesBetween(content, after)).toEqual({ changed, significant });
    },
  );
});

describe('R-1.4.a a resubmission that waited while another was decided on', () => {
  let rulebook: Rulebook;
  beforeAll(async () => {
    rulebook = await loadRulebook('gr-2021-2022');
  });

  test('given that it was made from an older version, when its turn comes, then it is refused with the number of the newer one', () => {
    const model = new ProjectModel(rulebook, '2022-03-01T10:00:00.000Z', (version) => ({
      ...content,
      title: `Rivers ${version}`,
    }));
    const reject = () => {
      const task = model.facts.tasks.find(({ kind, status }) => kind === 'councilApproval' && status === 'open');
      return model.command('decide', { ...(task && { task }), outcome: 'reject' });
    };
    model.command('submit');
    reject();
    model.command('resubmit', { version: 2 });
    reject();

    const late = model.command('resubmit', { version: 3, basedOn: 1 });
    const fresh = model.command('resubmit', { version: 3, basedOn: 2 });

    expect(late.answer).toEqual({ kind: 'refused', code: 'versionConflict', rule: null, values: { version: 2 } });
    expect(late.after).toBe('councilRejected');
    expect(fresh).toMatchObject({ answer: { kind: 'applied', outcome: 'resubmitted' }, after: 'council' });
  });
});
