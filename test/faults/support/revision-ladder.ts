// A revision that nobody makes: its founders are reminded, the NSO is told, and the project lapses, all within seconds.
import { expect } from '@jest/globals';
import type { Rung } from '../../../domain/due-date.js';
import type { Rulebook } from '../../../domain/rulebook.js';
import { arrivedOf } from '../../journeys/support/expect-mails.js';
import type { Journey } from '../../journeys/support/journey.js';
import { decide, submit, taskId } from '../../journeys/support/steps.js';
import { until } from '../../journeys/support/until.js';
import { COUNCIL_REJECTS } from '../../support/contents.js';

/** What a journey with such ladders is started with: half a second a day, a rung on each of four working days. */
export const LADDERS = {
  ratio: 172_800,
  change: (rulebook: Rulebook): Rulebook => {
    const { revision } = rulebook.taskPolicies;
    const escalations = [{ workingDaysAfter: 1, to: 'nsoAdministrators' as const }];
    const reminders = [{ workingDaysBefore: 1 }];
    const short = { ...revision, dueInWorkingDays: 2, reminders, escalations, lapsesAfterWorkingDays: 2 };
    return { ...rulebook, taskPolicies: { ...rulebook.taskPolicies, revision: short } };
  },
};

/** A project that its council rejects. @param meanwhile what is done once its id is known and before the ladder begins */
export async function rejectProject(
  journey: Journey,
  meanwhile: (projectId: string) => Promise<unknown> = async () => {},
): Promise<string> {
  const projectId = await submit(journey);
  const council = await taskId(journey, projectId, 'councilApproval', 'GR');
  await meanwhile(projectId);
  await decide(journey, 'athensHead', council, COUNCIL_REJECTS);
  return projectId;
}

/** The revision's last instant. */
export async function lapsesAt({ owner }: Journey, projectId: string): Promise<string> {
  const revision = await until('a revision', () =>
    owner
      .selectFrom('tasks')
      .select('rungs')
      .where('project_id', '=', projectId)
      .where('kind', '=', 'revision')
      .executeTakeFirst(),
  );
  return (revision.rungs as Rung[]).at(-1)?.at ?? '';
}

/** Waits until the project has lapsed, and checks that each rung was climbed once, in order, and told once. */
export async function expectLadderClimbed(journey: Journey, projectId: string): Promise<void> {
  const { owner } = journey;
  const ofProject = owner.selectFrom('journal').select(['event', 'cause']).where('project_id', '=', projectId);
  const entries = await until('the project has lapsed', async () => {
    const all = await ofProject.orderBy('seq').execute();
    return all.at(-1)?.event === 'projectLapsed' && all;
  });
  const climbed = entries.filter(({ cause }) => cause.startsWith('timer/'));
  expect(climbed.map(({ event, cause }) => [event, cause.split('/').at(-1)])).toEqual([
    ['taskReminded', 'reminder-1'],
    ['taskEscalated', 'escalation-1'],
    ['projectLapsed', 'lapse'],
  ]);
  const revision = climbed[0]?.cause.split('/')[1] ?? '';
  const planned = await owner
    .selectFrom('outbox')
    .select(['template', 'recipient_id'])
    .where('task_id', '=', revision)
    .where('template', 'in', ['taskReminder', 'taskEscalated'])
    .execute();
  const { greekFounder, frenchFounder, greekAdministrator } = journey.people;
  expect(planned.map((mail) => `${mail.template} ${mail.recipient_id}`).sort()).toEqual([
    `taskEscalated ${greekAdministrator.actor.userId}`,
    ...[greekFounder, frenchFounder].map(({ actor }) => `taskReminder ${actor.userId}`).sort(),
  ]);
  const copies = await arrivedOf(journey, revision, 'taskReminder');
  expect(new Set(copies).size).toBeLessThanOrEqual(2);
}
