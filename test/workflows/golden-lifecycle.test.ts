import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyChain } from '../../records/journal.js';
import { completeProject } from '../../usecases/complete-project.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { decideTask } from '../../usecases/decide-task.js';
import { submitProject } from '../../usecases/submit-project.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject } from '../support/programme.js';

let life: Lifecycle;
beforeAll(async () => {
  life = await openLifecycle('golden');
  await life.startWorker();
});
afterAll(() => life.close());

describe('given a European project of a Greek and a French founder', () => {
  test('R-1.4.f becomes active only when the council and both NSOs have approved', async () => {
    const { deps, people, rulebookId, owner } = life;
    const founder = people.greekFounder.actor;
    const draft = await createProjectDraft(deps, founder, { content: europeanProject(life), rulebookId });
    const { projectId } = draft;

    const submitted = await submitProject(deps, founder, 'submit', projectId);
    expect(submitted).toMatchObject({ kind: 'applied', status: 'council' });

    const openTask = async (kind: string, nso: string) => {
      const rows = await owner.selectFrom('tasks').selectAll().where('project_id', '=', projectId).execute();
      return rows.find((row) => row.kind === kind && row.nso_id === nso)?.task_id ?? '';
    };
    const council = { outcome: 'approve', sessionOn: '2022-03-01', actNumber: '12/2022', specialSession: true };
    const byCouncil = await decideTask(
      deps,
      people.athensHead.actor,
      'c',
      await openTask('councilApproval', 'GR'),
      council,
    );
    expect(byCouncil).toMatchObject({ kind: 'applied', status: 'nsos' });
    const byGreece = await decideTask(deps, people.greekEvaluator.actor, 'g', await openTask('nsoApproval', 'GR'), {
      outcome: 'approve',
    });
    expect(byGreece).toMatchObject({ kind: 'applied', status: 'nsos' });
    const byFrance = await decideTask(deps, people.frenchEvaluator.actor, 'f', await openTask('nsoApproval', 'FR'), {
      outcome: 'approve',
    });
    expect(byFrance).toMatchObject({ kind: 'applied', status: 'active' });
    const completed = await completeProject(deps, founder, 'k', projectId, { summary: 'All went well.' });
    expect(completed).toMatchObject({ kind: 'applied', status: 'completed' });
    expect(await verifyChain(owner, projectId)).toEqual({ intact: true, entries: 5 });
  });
});
