import { describe, expect, test } from '@jest/globals';
import {
  formatDate,
  formatDay,
  formatDeadline,
  formatDeadlineDay,
  formatInstant,
  withInstants,
  zoneName,
} from '../../messages/instants.js';
import { receiptNumber } from '../../messages/receipt-number.js';

const ATHENS = 'Europe/Athens';
/** The circular's deadline: the end of 20 August 2022 in Greece, exclusively. */
const END_OF_20_AUGUST = '2022-08-20T21:00:00.000Z';

describe('an instant', () => {
  test('is told with weekday, time and whose time it is', () => {
    const at = '2022-08-20T20:59:59.000Z';

    expect(formatInstant('el', at, ATHENS)).toBe('Σάββατο 20 Αυγούστου 2022, 23:59 (ώρα Ελλάδας)');
    expect(formatInstant('en', at, ATHENS)).toBe('Saturday, 20 August 2022, 23:59 (Greek time)');
    expect(formatInstant('en', at, 'Europe/Paris')).toBe('Saturday, 20 August 2022, 22:59 (French time)');
  });

  test('follows winter time', () => {
    expect(formatInstant('el', '2022-01-10T10:05:00.000Z', ATHENS)).toBe(
      'Δευτέρα 10 Ιανουαρίου 2022, 12:05 (ώρα Ελλάδας)',
    );
  });

  test('at midnight is 00:00 of the new day', () => {
    expect(formatInstant('el', END_OF_20_AUGUST, ATHENS)).toBe('Κυριακή 21 Αυγούστου 2022, 00:00 (ώρα Ελλάδας)');
  });

  test('in a zone that no catalogue knows is told with the zone’s own name', () => {
    expect(zoneName('en', 'America/New_York')).toBe('Eastern Time');
  });
});

describe('a deadline', () => {
  test('at the end of a day is told by the day that ends', () => {
    expect(formatDeadline('el', END_OF_20_AUGUST, ATHENS)).toBe('Σάββατο 20 Αυγούστου 2022, 24:00 (ώρα Ελλάδας)');
    expect(formatDeadline('en', END_OF_20_AUGUST, ATHENS)).toBe('Saturday, 20 August 2022, 24:00 (Greek time)');
    expect(formatDeadlineDay('el', END_OF_20_AUGUST, ATHENS)).toBe('Σάβ 20 Αυγ 2022');
    expect(formatDay('el', END_OF_20_AUGUST, ATHENS)).toBe('Κυρ 21 Αυγ 2022');
  });

  test('one millisecond away from the end of a day is told like any instant', () => {
    expect(formatDeadline('en', '2022-08-20T20:59:59.999Z', ATHENS)).toContain('20 August 2022, 23:59');
    expect(formatDeadline('en', '2022-08-20T21:00:00.001Z', ATHENS)).toContain('21 August 2022, 00:00');
  });

  test('of a fast programme clock is told by the day that ends, though the clock comes late to it', () => {
    const shown = '2022-08-20T21:07:11.000Z';

    expect(formatDeadline('en', shown, ATHENS, 525_600)).toContain('20 August 2022, 24:00');
    expect(formatDeadlineDay('en', shown, ATHENS, 525_600)).toBe('Sat, 20 Aug 2022');
    expect(formatDeadline('en', shown, ATHENS, 1)).toContain('21 August 2022, 00:07');
  });
});

test('the instants among the values of an answer become what people read, in programme time', () => {
  const clock = { programmeAt: '2022-08-20T00:00:00.000Z', realAt: '2026-01-01T00:00:00.000Z', ratio: 60 };
  const values = {
    at: '2026-01-01T00:10:00.000Z',
    closedAt: '2026-01-01T00:21:00.000Z',
    outcome: 'approve',
    version: 3,
  };

  expect(withInstants(values, { language: 'en', timeZone: ATHENS, clock })).toEqual({
    at: 'Saturday, 20 August 2022, 13:00 (Greek time)',
    closedAt: 'Saturday, 20 August 2022, 24:00 (Greek time)',
    outcome: 'approve',
    version: 3,
  });
});

test('a date is told with its weekday', () => {
  expect(formatDate('el', '2021-11-18')).toBe('Πέμπτη 18 Νοεμβρίου 2021');
});

test('a receipt number is the random end of an id', () => {
  expect(receiptNumber('0191f2c4-7b1e-7c3a-9d2e-4f2a91c0be77')).toBe('91C0-BE77');
});
