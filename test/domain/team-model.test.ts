// The rules of a team that changes, explored with random sequences of commands on an active project.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INVITATION_TRANSITIONS, type InvitationTransition } from '../../domain/team/invitation-transitions.js';
import { INVITATION_STATUSES, type InvitationStatus } from '../../domain/vocabulary.js';
import { loadRulebook } from '../../rulebooks/load.js';
import { contentOf } from './support/contents.js';
import { ProjectModel } from './support/project-model.js';
import { changeTeam, type TeamAct, teamAct } from './support/team-acts.js';

const rulebook = await loadRulebook('gr-2021-2022');
const NOW = '2021-11-08T09:15:00.000Z';

type Act =
  | { what: 'team'; act: TeamAct }
  | { what: 'council'; outcome: 'approve' | 'reject' }
  | { what: 'end'; by: 'complete' | 'close' | 'wait' };

const acts = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ what: fc.constant('team' as const), act: teamAct }) },
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constant('council' as const),
        outcome: fc.constantFrom('approve', 'approve', 'reject'),
      }) as fc.Arbitrary<Act>,
    },
    {
      weight: 1,
      arbitrary: fc.record({
        what: fc.constant('end' as const),
        by: fc.constantFrom('complete', 'close', 'wait', 'wait'),
      }) as fc.Arbitrary<Act>,
    },
  ) as fc.Arbitrary<Act>,
  { minLength: 10, maxLength: 60 },
);

/** An active project of a Greek and a French founder, and what then happens to it. */
function play(script: readonly Act[], look: (model: ProjectModel, before: InvitationStatus[]) => void): void {
  const model = new ProjectModel(rulebook, NOW, contentOf);
  model.command('submit');
  for (let task = openTask(model); task; task = openTask(model)) model.command('decide', { task, outcome: 'approve' });
  expect(model.status).toBe('active');
  for (const act of script) {
    const before = model.invitations.map(({ status }) => status);
    if (act.what === 'team') changeTeam(model, act.act);
    else if (act.what === 'end') act.by === 'wait' ? model.wait() : model.command(act.by);
    else {
      const task = openTask(model);
      if (task) model.command('decide', { task, outcome: act.outcome });
    }
    look(model, before);
  }
}

const openTask = (model: ProjectModel) => model.facts.tasks.find((task) => task.status === 'open');

const runs = (look: (model: ProjectModel, before: InvitationStatus[]) => void, seed: number) =>
  fc.assert(
    fc.property(acts, (script) => play(script, look)),
    { numRuns: 300, seed },
  );

describe('the team of an active project', () => {
  test('R-1.4.e, R-1.4.f given any sequence, when it is looked at, then there are two founders, of the NSOs that approved', () => {
    runs(({ facts }) => {
      const founders = facts.members.filter((member) => member.role === 'founder');
      expect(founders.map((founder) => founder.nsoId).sort()).toEqual(['FR', 'GR']);
    }, 20_220_901);
  });

  test('R-1.p1, R-2.f given any sequence, when it is looked at, then nobody is in twice, and nobody is asked twice at once', () => {
    runs((model) => {
      const members = model.facts.members.map((member) => member.teacherId);
      expect(new Set(members).size).toBe(members.length);
      const asked = model.pending.map((one) => one.teacherId);
      expect(new Set(asked).size).toBe(asked.length);
      const joining = model.pending.filter((one) => one.replacesTeacherId === null);
      expect(joining.filter((one) => members.includes(one.teacherId))).toEqual([]);
    }, 20_220_902);
  });

  test('R-1.4.a given any sequence, when it is looked at, then nobody takes part before the council of his or her Greek school has approved', () => {
    runs(({ facts }) => {
      const approved = facts.tasks.filter((task) => task.kind === 'councilApproval' && task.outcome === 'approve');
      const greek = facts.members.filter((member) => member.countryCode === 'GR');
      for (const { schoolId } of greek) expect(approved.map((task) => task.schoolId)).toContain(schoolId);
    }, 20_220_903);
  });

  test('R-1.4.a given any sequence, when it is looked at, then a council is asked exactly while somebody waits for it, and once', () => {
    runs((model) => {
      const waiting = model.pending.filter((one) => one.status === 'accepted').map((one) => one.schoolId);
      const asked = model.facts.tasks.filter((task) => task.status === 'open').map((task) => task.schoolId ?? '');
      expect([...asked].sort()).toEqual([...new Set(waiting)].sort());
    }, 20_220_904);
  });

  test('R-1.2.a given any sequence, when it is looked at, then it is a European project still', () => {
    runs(({ facts }) => {
      expect(new Set(facts.members.map((member) => member.countryCode)).size).toBeGreaterThan(1);
    }, 20_220_905);
  });

  test('given any sequence, when the project is no longer active, then no invitation is pending and no task is open', () => {
    runs((model) => {
      if (model.status === 'active') return;
      expect(model.pending).toEqual([]);
      expect(openTask(model)).toBeUndefined();
    }, 20_220_906);
  });

  test('given enough sequences, when invitations move on, then by a way of their table, and every way is gone', () => {
    const gone = new Set<string>();
    runs((model, before) => {
      for (const [index, { status }] of model.invitations.entries()) {
        const from = before[index];
        if (from !== undefined && from !== status) gone.add(`${from} → ${status}`);
      }
    }, 20_220_907);
    const ways = INVITATION_STATUSES.flatMap((from) =>
      (INVITATION_TRANSITIONS[from] as readonly InvitationTransition[]).map(({ to }) => `${from} → ${to}`),
    );
    expect([...gone].sort()).toEqual([...new Set(ways)].sort());
  });
});
