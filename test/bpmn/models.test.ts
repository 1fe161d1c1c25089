import { describe, expect, test } from '@jest/globals';
import { BPMN_ELEMENTS } from '../../domain/bpmn-element.js';
import { PROJECT_TRANSITIONS } from '../../domain/project-transitions.js';
import type { ProjectStatus } from '../../domain/vocabulary.js';
import { type Model, readModel } from './model.js';

const MODELS = { project: 'project-lifecycle.bpmn', label: 'quality-label.bpmn' } as const;

describe.each(['project', 'label'] as const)('the published model of a %s', (subject) => {
  test('given its file, when it is read, then it is BPMN without a warning, and everything in it is drawn', async () => {
    const { warnings, ids, drawn } = await readModel(MODELS[subject]);

    expect(warnings).toEqual([]);
    expect([...drawn].sort()).toEqual([...ids].sort());
  });

  test('given the elements that journal entries name, when the model is read, then it has each', async () => {
    const { ids } = await readModel(MODELS[subject]);

    expect(BPMN_ELEMENTS[subject].filter((element) => !ids.includes(element))).toEqual([]);
  });
});

/** Where in the model a project of each status is. */
const PLACES: Record<ProjectStatus, string> = {
  council: 'councilApproval',
  councilRejected: 'revision',
  nsos: 'nsoApproval',
  returned: 'revision',
  active: 'completion',
  completed: 'labelWindow',
  archived: 'archive',
  rejected: 'rejection',
  withdrawn: 'withdrawal',
  closed: 'closure',
  lapsed: 'lapse',
};

/** The places that one comes to from a place without another one between. */
function placesAfter(model: Model, from: string): string[] {
  const places = new Set(Object.values(PLACES));
  const seen = new Set<string>();
  const found = new Set<string>();
  const look = (id: string): void => {
    for (const next of model.next(id)) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (places.has(next)) found.add(next);
      else look(next);
    }
  };
  look(from);
  return [...found].sort();
}

test('given the lifecycle table, when the model of a project is followed, then it leads from each status just where the table does', async () => {
  const model = await readModel(MODELS.project);

  const inTable = new Map<string, Set<string>>();
  for (const [status, transitions] of Object.entries(PROJECT_TRANSITIONS)) {
    const place = PLACES[status as ProjectStatus];
    const reached = inTable.get(place) ?? new Set();
    for (const { to } of transitions) reached.add(PLACES[to]);
    inTable.set(place, reached);
  }
  const inModel = new Map([...inTable.keys()].map((place) => [place, placesAfter(model, place)]));

  expect(inModel).toEqual(new Map([...inTable].map(([place, reached]) => [place, [...reached].sort()])));
});
