import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../domain/permissions.js';
import type { Publication } from '../../domain/publication.js';
import type { PeriodRules } from '../../domain/rulebook/periods.js';
import { withActor } from '../../records/actor.js';
import { readMailRules } from '../../records/mail-facts.js';
import { publishRulebook } from '../../records/rulebooks.js';
import { loadRulebook } from '../../rulebooks/load.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { listPeriods } from '../../usecases/list-periods.js';
import { confirmPublication, withdrawPublication } from '../../usecases/publications/close-publication.js';
import { proposePublication } from '../../usecases/publications/propose-publication.js';
import { readPublication, readPublications } from '../../usecases/publications/read-publications.js';
import { readRulebook } from '../../usecases/read-rulebook.js';
import { problemOf } from '../support/problem-of.js';
import { europeanProject, type PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { publishRules } from '../support/rules.js';
import { secondAdministrator } from '../support/second-administrator.js';
import { seedApplication, seedProject } from '../support/seed.js';

const circular = await loadRulebook('gr-2021-2022');
let place: RecordsOnly;
let second: Actor;
beforeAll(async () => {
  place = await openRecordsOnly('publications');
  second = await secondAdministrator(place.owner);
});
afterAll(() => place?.close());

const as = (name: PersonName) => place.people[name].actor;
const propose = (publication: Publication, actor: Actor = as('systemAdministrator')) =>
  proposePublication(place.deps, actor, { publication, preview: false });
const proposed = async (publication: Publication) => (await propose(publication)).publicationId ?? '';
const confirm = (publicationId: string, actor: Actor = second) => confirmPublication(place.deps, actor, publicationId);

const nextYear = (id: string): Publication => ({ kind: 'rulebook', rulebook: { ...circular, id } });
/** The circular's second period, with a deadline two years ahead of the clock that `publishRules` sets. */
const datedPeriod = (rulebookId: string, changes: Partial<PeriodRules> = {}): Publication => {
  const period = { ...(circular.periods[1] as PeriodRules), closesOn: '2023-06-30', evaluationOpensOn: '2023-07-01' };
  return { kind: 'period', rulebookId, period: { ...period, ...changes } };
};

describe('given a rulebook for the next year', () => {
  test('when it is previewed, then it is told whom it is about and nothing is kept', async () => {
    await seedProject(place, { members: ['greekFounder', 'frenchFounder'], nsoIds: ['GR', 'FR'] });
    await createProjectDraft(place.deps, as('greekFounder'), { content: europeanProject(place) });

    const preview = await proposePublication(place.deps, as('systemAdministrator'), {
      publication: nextYear('gr-2022-2023'),
      preview: true,
    });

    expect(preview).toEqual({
      publicationId: null,
      rulebookId: 'gr-2022-2023',
      change: null,
      affected: { runningProjects: 1, drafts: 1, awaitingPeriod: 0, inPeriod: 0 },
    });
    expect(await readPublications(place.deps, second)).toEqual([]);
  });

  test('when one administrator proposes it and another one confirms, then new projects get it, and earlier drafts keep theirs', async () => {
    const draft = await createProjectDraft(place.deps, as('greekFounder'), { content: europeanProject(place) });
    const publicationId = await proposed(nextYear('gr-2022-2023'));
    expect((await readRulebook(place.deps, as('greekFounder'))).rulebookId).toBe(place.rulebookId);
    expect(await problemOf(confirm(publicationId, as('systemAdministrator')))).toMatchObject({ code: 'fourEyes' });

    const closed = await confirm(publicationId);

    expect(closed).toMatchObject({
      status: 'published',
      proposedBy: { userId: as('systemAdministrator').userId },
      closedBy: { userId: second.userId, displayName: 'Second Administrator' },
    });
    expect((await readRulebook(place.deps, as('greekFounder'))).rulebookId).toBe('gr-2022-2023');
    const later = await createProjectDraft(place.deps, as('greekFounder'), { content: europeanProject(place) });
    expect([draft.rulebookId, later.rulebookId]).toEqual([place.rulebookId, 'gr-2022-2023']);
    expect(await problemOf(confirm(publicationId))).toMatchObject({
      code: 'publicationClosed',
      values: { status: 'published' },
    });
  });

  test('when what it says has come to be wrong since it was proposed, then its confirmation is refused', async () => {
    const [one, two] = [await proposed(nextYear('gr-2023-2024')), await proposed(nextYear('gr-2023-2024'))];
    await confirm(one);

    await expect(confirm(two)).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ field: 'rulebook.id', code: 'rulebookPublished' }],
    });
    expect((await readPublication(place.deps, second, two)).status).toBe('proposed');
  });

  test('when two confirm at once, then it is published once', async () => {
    const publicationId = await proposed(nextYear('gr-2024-2025'));

    const answers = await Promise.allSettled([confirm(publicationId), confirm(publicationId)]);

    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('when it is withdrawn, then nobody publishes it any more', async () => {
    const publicationId = await proposed(nextYear('gr-2025-2026'));

    expect(await withdrawPublication(place.deps, as('systemAdministrator'), publicationId)).toMatchObject({
      status: 'withdrawn',
    });
    expect(await problemOf(confirm(publicationId))).toMatchObject({ values: { status: 'withdrawn' } });
    expect(await problemOf(readRulebook(place.deps, second, 'gr-2025-2026'))).toMatchObject({ code: 'notFound' });
  });
});

describe('given a rulebook whose second period has no deadline yet', () => {
  test('R-3.1.5: when its days are published, then the period has them, and pages and mails name it', async () => {
    const { rulebookId, periodIds } = await publishRules(place.owner);
    const projectId = await seedProject(place, { members: ['greekFounder', 'greekPartner'], nsoIds: ['GR'] });
    await place.owner
      .updateTable('projects')
      .set({ rulebook_id: rulebookId })
      .where('project_id', '=', projectId)
      .execute();
    const inPeriod = await seedApplication(place, { projectId, applicant: 'greekFounder', nsoId: 'GR' });
    const waiting = await seedApplication(place, { projectId, applicant: 'greekPartner', nsoId: 'GR' });
    const change = (id: string, changes: object) =>
      place.owner.updateTable('label_applications').set(changes).where('application_id', '=', id).execute();
    await change(inPeriod, { period_id: periodIds[1] });
    await change(waiting, { status: 'awaitingPeriod' });

    const { publicationId, affected } = await propose(datedPeriod(rulebookId));
    expect(affected).toEqual({ runningProjects: 1, drafts: 0, awaitingPeriod: 1, inPeriod: 1 });
    await confirm(publicationId ?? '');

    const [, period] = await listPeriods(place.deps, as('greekFounder'), { rulebookId });
    expect(period).toMatchObject({ periodId: `${rulebookId}/2023`, closesOn: '2023-06-30', opensOn: '2022-08-21' });
    expect(period?.closesAt).not.toBeNull();
    await expect(propose(datedPeriod(rulebookId))).rejects.toMatchObject({
      fields: [{ field: 'period.closesOn', code: 'deadlinePublished' }],
    });

    const names = { el: 'Περίοδος 2024', en: 'Period 2024' };
    const open = { closesOn: null, evaluationOpensOn: null, evaluationClosesOn: null };
    await confirm(await proposed(datedPeriod(rulebookId, { id: '2024', names, opensOn: '2023-07-01', ...open })));

    const published = await listPeriods(place.deps, as('greekFounder'), { rulebookId });
    expect(published.map(({ periodId, closesAt }) => [periodId, closesAt === null])).toEqual([
      [`${rulebookId}/2022`, false],
      [`${rulebookId}/2023`, false],
      [`${rulebookId}/2024`, true],
    ]);
    expect((await readMailRules(place.worker, rulebookId)).periods[2]).toEqual({
      periodId: `${rulebookId}/2024`,
      names,
    });
  });

  test('R-3.1.5: when its deadline is published first, and the opening of its evaluation later, then it has both, and the deadline never moves', async () => {
    const { rulebookId } = await publishRules(place.owner);
    const evaluation = { evaluationOpensOn: null, evaluationClosesOn: null };
    await confirm(await proposed(datedPeriod(rulebookId, evaluation)));
    const periodId = `${rulebookId}/2023`;
    const moved = withActor(place.deps.records, second, (tx) =>
      sql`update periods set closes_at = closes_at + interval '1 day' where period_id = ${periodId}`.execute(tx),
    );
    await expect(moved).rejects.toThrow('row-level security');

    await confirm(await proposed(datedPeriod(rulebookId)));

    const [, period] = await listPeriods(place.deps, as('greekFounder'), { rulebookId });
    expect(period).toMatchObject({ periodId, closesOn: '2023-06-30', evaluationOpensOn: '2023-07-01' });
    expect(period?.evaluationOpensAt).not.toBeNull();
  });

  test('R-3.1.4: when two proposals date it, then the first that is confirmed holds', async () => {
    const { rulebookId } = await publishRules(place.owner);
    const [one, two] = [
      await proposed(datedPeriod(rulebookId)),
      await proposed(datedPeriod(rulebookId, { closesOn: '2023-07-31', evaluationOpensOn: '2023-08-01' })),
    ];
    await confirm(one);

    await expect(confirm(two)).rejects.toMatchObject({ fields: [{ code: 'deadlinePublished' }] });
    const [, period] = await listPeriods(place.deps, as('greekFounder'), { rulebookId });
    expect(period?.closesOn).toBe('2023-06-30');
  });
});

describe('given anybody else', () => {
  test('when he or she proposes, reads or confirms, then it is refused', async () => {
    const publicationId = await proposed(nextYear('gr-2026-2027'));
    for (const name of ['greekFounder', 'greekAdministrator', 'cssOfficer'] as const) {
      for (const attempt of [
        () => propose(nextYear('gr-2027-2028'), as(name)),
        () => confirm(publicationId, as(name)),
        () => withdrawPublication(place.deps, as(name), publicationId),
        () => readPublications(place.deps, as(name)),
        () => readPublication(place.deps, as(name), publicationId),
      ]) {
        expect(await problemOf(attempt())).toMatchObject({ code: 'notYourRole' });
      }
    }
    expect(await problemOf(confirm(uuidv7()))).toMatchObject({ code: 'notFound' });
    expect(await problemOf(propose(datedPeriod('gr-1999-2000')))).toMatchObject({ code: 'notFound' });
  });
});

describe('the database itself', () => {
  test('given a rulebook that nobody confirmed, when the api’s role publishes it for the programme, then it is refused', async () => {
    const rulebook = { ...circular, id: 'gr-2030-2031' };
    const attempt = withActor(place.deps.records, second, (tx) =>
      publishRulebook(tx, { rulebook, kind: 'programme', id: rulebook.id, publishedBy: second.userId }),
    );

    await expect(attempt).rejects.toThrow('row-level security');
  });

  test('given a proposal, when its own proposer publishes it past the use case, then it is refused', async () => {
    const publicationId = await proposed(nextYear('gr-2031-2032'));
    const attempt = withActor(place.deps.records, as('systemAdministrator'), (tx) =>
      sql`update publications set status = 'published', closed_by = ${as('systemAdministrator').userId},
        closed_at = now() where publication_id = ${publicationId}`.execute(tx),
    );
    const inAnothersName = withActor(place.deps.records, as('systemAdministrator'), (tx) =>
      sql`update publications set status = 'published', closed_by = ${second.userId},
        closed_at = now() where publication_id = ${publicationId}`.execute(tx),
    );

    await expect(attempt).rejects.toThrow('publications_four_eyes');
    await expect(inAnothersName).rejects.toThrow('row-level security');
  });
});
