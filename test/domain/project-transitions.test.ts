import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROJECT_COMMANDS_BY_STATUS } from '../../domain/project-lifecycle.js';
import {
  FIRST_STATUSES,
  isEnd,
  lifecycleDiagram,
  PROJECT_TRANSITIONS,
  type Transition,
} from '../../domain/project-transitions.js';
import { PROJECT_STATUSES, type ProjectStatus } from '../../domain/vocabulary.js';
import { projectFolder } from '../../local/project-folder.js';
import { loadRulebook } from '../../rulebooks/load.js';
import { contentOf } from './support/contents.js';
import { ProjectModel } from './support/project-model.js';
import { changeTeam, type TeamAct, teamAct } from './support/team-acts.js';

const rulebook = await loadRulebook('gr-2021-2022');
const NOW = '2021-11-08T09:15:00.000Z';

type Act =
  | { what: 'decide'; pick: number; outcome: 'approve' | 'reject' | 'return' }
  | { what: 'team'; act: TeamAct }
  | { what: Other; version: number };
const OTHERS = ['submit', 'resubmit', 'withdraw', 'complete', 'close', 'wait'] as const;
type Other = (typeof OTHERS)[number];

const acts = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant('decide' as const),
        pick: fc.nat(3),
        outcome: fc.constantFrom('approve', 'approve', 'approve', 'return', 'reject'),
      }) as fc.Arbitrary<Act>,
    },
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constantFrom(...OTHERS),
        version: fc.integer({ min: 2, max: 40 }),
      }) as fc.Arbitrary<Act>,
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('team' as const), act: teamAct }) as fc.Arbitrary<Act> },
  ),
  { minLength: 5, maxLength: 40 },
);

const APPROVED: Act = { what: 'decide', pick: 0, outcome: 'approve' };
const WAITED: Act = { what: 'wait', version: 2 };
/** More waiting than chance would bring together. */
const NEVER_COMPLETED: readonly Act[] = [APPROVED, APPROVED, APPROVED, ...Array<Act>(8).fill(WAITED)];
const RETURNED: Act = { what: 'decide', pick: 0, outcome: 'return' };
const NEVER_RESUBMITTED: readonly Act[] = [APPROVED, RETURNED, ...Array<Act>(8).fill(WAITED)];

function play(script: readonly Act[], look: (model: ProjectModel, before: ProjectStatus | null) => void): ProjectModel {
  const model = new ProjectModel(rulebook, NOW, contentOf);
  model.command('submit');
  look(model, null);
  for (const act of script) {
    const before = model.status;
    if (act.what === 'decide') {
      const open = model.facts.tasks.filter((task) => task.status === 'open' && task.kind !== 'revision');
      const task = open[act.pick % Math.max(open.length, 1)];
      if (!task) continue;
      model.command('decide', { task, outcome: act.outcome });
    } else if (act.what === 'wait') model.wait();
    else if (act.what === 'team') changeTeam(model, act.act);
    else model.command(act.what, { version: act.version });
    look(model, before);
  }
  return model;
}

/** The last task of each NSO. */
const approvals = (model: ProjectModel) => [
  ...new Map(
    model.facts.tasks.filter((task) => task.kind === 'nsoApproval').map((task) => [task.nsoId, task]),
  ).values(),
];

describe('the lifecycle table', () => {
  test('given any sequence of commands and waiting, when a project moves on, then by a way of the table', () => {
    fc.assert(
      fc.property(acts, (script) => {
        play(script, (model, before) => {
          const { status } = model;
          if (status === before || status === null) return;
          const ways: readonly string[] = before === null ? FIRST_STATUSES : waysFrom(before);
          expect(ways).toContain(status);
        });
      }),
      { numRuns: 1_000, seed: 20_220_820 },
    );
  });

  test('given enough sequences, when projects move on, then every way of the table is gone', () => {
    const gone = new Set<string>();
    const sample = [...fc.sample(acts, { numRuns: 3_000, seed: 1_720_220 }), NEVER_COMPLETED, NEVER_RESUBMITTED];
    for (const script of sample) {
      play(script, (model, before) => {
        if (before !== null && before !== model.status) gone.add(`${before} → ${model.status}`);
      });
    }
    const all = PROJECT_STATUSES.flatMap((from) => waysFrom(from).map((to) => `${from} → ${to}`));
    expect([...gone].sort()).toEqual([...new Set(all)].sort());
  });

  test('R-1.4.f given any sequence, when a project is active or beyond, then the last answer of every NSO was to approve', () => {
    fc.assert(
      fc.property(acts, (script) => {
        play(script, (model) => {
          if (!['active', 'completed', 'archived', 'closed'].includes(model.status ?? '')) return;
          expect(approvals(model).map((task) => task.outcome)).toEqual(['approve', 'approve']);
        });
      }),
      { numRuns: 1_000, seed: 20_220_821 },
    );
  });

  test('given any sequence, when it is looked at, then nobody has two open tasks, waiting ones wait for a revision, and an end leaves nothing open', () => {
    fc.assert(
      fc.property(acts, (script) => {
        play(script, (model) => {
          const pending = model.facts.tasks.filter((task) => task.status === 'open' || task.status === 'waiting');
          const places = pending.map((task) => `${task.kind} ${task.nsoId} ${task.schoolId}`);
          expect(new Set(places).size).toBe(places.length);
          if (pending.some((task) => task.status === 'waiting')) expect(model.status).toBe('returned');
          const revisions = pending.filter((task) => task.kind === 'revision').length;
          expect(revisions).toBe(model.status === 'returned' || model.status === 'councilRejected' ? 1 : 0);
          if (model.status && isEnd(model.status)) expect(pending).toEqual([]);
        });
      }),
      { numRuns: 1_000, seed: 20_220_822 },
    );
  });

  test.each(PROJECT_STATUSES)(
    'given %s, when its commands are read, then an end takes decisions only to say that they come late',
    (status) => {
      const commands = PROJECT_COMMANDS_BY_STATUS[status].filter((kind) => kind !== 'decide');
      if (isEnd(status)) expect(commands).toEqual([]);
      else if (status !== 'nsos' && status !== 'council' && status !== 'completed')
        expect(commands.length).toBeGreaterThan(0);
    },
  );

  test('given docs/lifecycle.md, when the table is drawn, then it is the diagram that stands there (scripts/draw-lifecycle)', async () => {
    const page = await readFile(path.join(projectFolder(), 'docs', 'lifecycle.md'), 'utf8');
    expect(page).toContain(`\`\`\`mermaid\n${lifecycleDiagram()}\n\`\`\``);
  });
});

function waysFrom(status: ProjectStatus): ProjectStatus[] {
  return (PROJECT_TRANSITIONS[status] as readonly Transition[]).map(({ to }) => to);
}
