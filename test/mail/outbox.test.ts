import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type ClaimedMail, claimDueMails, settleMail } from '../../records/outbox.js';
import { type MailWorld, mailWorld } from './support/mail-world.js';

let world: MailWorld;

beforeAll(async () => {
  world = await mailWorld('outbox');
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.owner.deleteFrom('outbox').execute();
});

const receipt = () => world.plan({ template: 'projectSubmitted', to: world.people.founder });
const claim = (limit: number) => claimDueMails(world.worker, { limit, staleSeconds: 300 });

async function claimOne(): Promise<ClaimedMail> {
  const [mail] = await claim(1);
  if (!mail) throw new Error('nothing was due');
  return mail;
}

describe('claiming mails', () => {
  test('gives each of them to one worker only, however many ask at once', async () => {
    for (let count = 0; count < 20; count += 1) await receipt();

    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(3)));

    const ids = claims.flat().map((mail) => mail.mailId);
    expect(ids.length).toBeGreaterThanOrEqual(18);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('begins with those that have waited longest', async () => {
    await receipt();
    const first = await world.plan({
      template: 'projectSubmitted',
      to: world.people.founder,
      notBefore: new Date(Date.now() - 3_600_000),
    });

    expect((await claim(1)).map((mail) => mail.mailId)).toEqual([first]);
  });

  test('takes up what a dead worker left on its way, and leaves alone what is being sent', async () => {
    const left = await receipt();
    const beingSent = await receipt();
    await claim(2);
    await world.owner
      .updateTable('outbox')
      .set({ sending_at: sql<Date>`records_clock() - interval '301 seconds'` })
      .where('mail_id', '=', left)
      .execute();

    expect(await claim(10)).toEqual([{ mailId: left, attempts: 2 }]);
    expect((await world.mailRow(beingSent)).attempts).toBe(1);
  });
});

test('a worker that comes back late does not overwrite the attempt of another', async () => {
  const mailId = await receipt();
  const late = await claimOne();
  await world.owner.updateTable('outbox').set({ sending_at: sql<Date>`records_clock() - interval '1 hour'` }).execute();
  const current = await claimOne();

  expect(await settleMail(world.worker, late, { status: 'failed', error: 'late' })).toBe(false);
  expect(await settleMail(world.worker, current, { status: 'sent' })).toBe(true);
  expect(await settleMail(world.worker, current, { status: 'failed', error: 'twice' })).toBe(false);

  expect(await world.mailRow(mailId)).toMatchObject({ status: 'sent', attempts: 2, last_error: null });
});
