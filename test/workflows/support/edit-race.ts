// Edits of a submitted application that are received from shortly before its period's deadline until shortly after it.
import { expect } from '@jest/globals';
import type { Instant } from '../../../domain/vocabulary.js';
import { dispatch } from '../../../usecases/dispatch.js';
import type { Actions } from '../../support/actions.js';
import { application } from '../../support/contents.js';
import { closeIn } from '../../support/deadline.js';
import type { Lifecycle } from '../../support/lifecycle.js';
import { receive } from '../../support/receipts.js';
import { publishRules, type Rules } from '../../support/rules.js';
import { until, untilInstant } from '../../support/until.js';

/** Edits of one race that are meant for the milliseconds around the deadline. */
export const AROUND = 25;
/** However slow the machine is, one more is received long before it, and one after it. */
const EDITS = AROUND + 2;
/** An edit is received some milliseconds after it was begun: they begin from here on, to be received around the deadline. */
const FIRST_BEGINS_MS = -52;
const LAST_BEGINS_MS = 46;
const WELL_LATE_MS = 100;
/** Slower machines need longer until all edits have their answers and all applications are frozen. */
const PATIENCE_MS = 90_000;

export interface Race {
  rules: Rules;
  projectId: string;
  applicationId: string;
}

/** How many edits were received on which side of a deadline. */
export interface Sides {
  inTime: number;
  late: number;
}

/** All that takes long: a completed project whose teacher has an application in draft, under rules of its own. */
export async function prepareRace({ owner }: Lifecycle, actions: Actions): Promise<Race> {
  const rules = await publishRules(owner);
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  return { rules, projectId, applicationId: await actions.labelDraft('greekFounder', projectId) };
}

/** Publishes a deadline and applies before it. @returns the deadline */
export async function applyBefore({ owner }: Lifecycle, actions: Actions, race: Race, ms: number): Promise<Instant> {
  const closesAt = await closeIn(owner, race.rules, ms);
  const applied = await actions.applyFor('greekFounder', race.applicationId);
  // Else the race would be over before it began: the machine is slower than the test's patience.
  expect(applied.receivedAt < closesAt).toBe(true);
  return closesAt;
}

/**
 * Takes edits in and brings them to the workflow, as the use case does, without its questions: these would take most of the
 * milliseconds that are left. What has no answer in time is not waited for.
 * @param shiftMs races that are shifted against each other have edits at other milliseconds; the very instant of a deadline is
 * deadline-instant.test.ts's
 */
export async function sendEdits(life: Lifecycle, race: Race, closesAt: Instant, shiftMs: number): Promise<void> {
  const { deps, people } = life;
  const { rules, projectId, applicationId: subjectId } = race;
  const to = { subject: 'label', projectId, subjectId, periodId: rules.periodIds[0] ?? null } as const;
  const edits = Array.from({ length: EDITS }, async (_, edit) => {
    if (edit > 0) await untilInstant(closesAt, beginsMs(edit) + shiftMs);
    const wanted = { kind: 'editApplication', content: application(`edit ${edit}`), ...to } as const;
    const takenIn = await receive(life, people.greekFounder.actor, wanted);
    const dispatched = await dispatch(deps, takenIn);
    if (dispatched.kind === 'answered') deps.settlements.add(takenIn.command.commandId, dispatched.answer);
  });
  await Promise.all(edits);
}

function beginsMs(edit: number): number {
  if (edit === EDITS - 1) return WELL_LATE_MS;
  return FIRST_BEGINS_MS + ((edit - 1) * (LAST_BEGINS_MS - FIRST_BEGINS_MS)) / (AROUND - 1);
}

/** Waits until every edit that was taken in has its final answer: nobody else sends again what had none in time. */
export async function settleEdits({ owner }: Lifecycle, sendAgain: () => Promise<unknown>): Promise<void> {
  const everythingSettled = async () => {
    await sendAgain();
    const open = owner.selectFrom('intake').select('command_id').where('settled_at', 'is', null);
    return (await open.execute()).length === 0;
  };
  await until('everything is settled', everythingSettled, PATIENCE_MS);
}

/**
 * Checks that each edit was judged by its receipt, and that the last one received in time is frozen.
 * What landed on which side is read from the receipts, and is nobody's guess.
 */
export async function expectJudgedByReceipt({ owner }: Lifecycle, race: Race, closesAt: Instant): Promise<Sides> {
  const { applicationId } = race;
  const edits = await owner
    .selectFrom('intake')
    .select(['command_id', 'received_at', 'settlement', 'content'])
    .where('subject_id', '=', applicationId)
    .where('kind', '=', 'editApplication')
    .orderBy('received_at')
    .execute();
  const inTime = edits.filter((edit) => edit.received_at.toISOString() < closesAt);
  const late = edits.filter((edit) => edit.received_at.toISOString() >= closesAt);
  expect(edits).toHaveLength(EDITS);
  expect(inTime.map(({ settlement }) => settlement)).toEqual(
    inTime.map(() => expect.objectContaining({ kind: 'applied', outcome: 'edited' })),
  );
  expect(late.map(({ settlement }) => settlement)).toEqual(
    late.map(() => expect.objectContaining({ kind: 'refused', code: 'applicationClosed', rule: 'R-3.1.4' })),
  );

  const frozenVersion = () =>
    owner
      .selectFrom('label_applications')
      .select('frozen_version')
      .where('application_id', '=', applicationId)
      .where('frozen_version', 'is not', null)
      .executeTakeFirst();
  const { frozen_version: frozen } = await until('the application is frozen', frozenVersion, PATIENCE_MS);
  const versions = await owner
    .selectFrom('label_application_versions')
    .select(['version', 'content', 'received_at'])
    .where('application_id', '=', applicationId)
    .execute();
  const [, ...edited] = versions.sort((a, b) => a.version - b.version);
  expect(textsOf(edited)).toEqual(textsOf(inTime));
  const last = Math.max(...versions.map((version) => version.received_at.getTime()));
  expect(versions.find(({ version }) => version === frozen)?.received_at.getTime()).toBe(last);
  return { inTime: inTime.length, late: late.length };
}

/** Compared as sets: which of two edits becomes a version first is not what is judged. */
function textsOf(rows: readonly { content: unknown }[]): string[] {
  return rows.map(({ content }) => JSON.stringify(content)).sort();
}
