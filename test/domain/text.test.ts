import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { link } from '../../domain/link.js';
import { line, text } from '../../domain/text.js';
import { uuid } from '../../domain/uuid.js';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('what people write', () => {
  test('a text is trimmed and keeps its lines', () => {
    expect(text(100).parse('  Καλημέρα,\nbonjour  ')).toBe('Καλημέρα,\nbonjour');
  });

  test('a text may be as long as its maximum and no longer', () => {
    expect(accepts(text(3), 'abc')).toBe(true);
    expect(accepts(text(3), 'abcd')).toBe(false);
  });

  test('a text with NUL or a lone surrogate is refused, a pair of surrogates is not', () => {
    expect(accepts(text(10), 'a\u0000b')).toBe(false);
    expect(accepts(text(10), 'a\ud83d')).toBe(false);
    expect(accepts(text(10), '\ude00a')).toBe(false);
    expect(accepts(text(10), '😀')).toBe(true);
  });

  test('a link with NUL or a lone surrogate is refused, as a text is', () => {
    expect(accepts(link(), 'https://example.org/\ud83d')).toBe(false);
    expect(accepts(link(), 'https://example.org/\u0000')).toBe(false);
    expect(accepts(link(), 'https://example.org/😀')).toBe(true);
  });

  test('an id of any length but its own is too long before it is read', () => {
    const found = uuid().safeParse('0'.repeat(60_000)).error?.issues;

    expect(found).toMatchObject([{ code: 'too_big' }]);
  });

  test('whatever a text schema lets through can be written as UTF-8 and read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (written) => {
        const parsed = text(1000).safeParse(written);
        fc.pre(parsed.success);

        expect(Buffer.from(parsed.data, 'utf8').toString('utf8')).toBe(parsed.data);
        expect(parsed.data).not.toContain('\u0000');
      }),
    );
  });

  test.each(['two\nlines', 'carriage\rreturn', 'tab\tstop', 'line\u2028separator', 'escape\u001b'])(
    'a line with a control character is refused: %j',
    (written) => {
      expect(accepts(line(100), written)).toBe(false);
    },
  );

  test('anything but a string is refused', () => {
    for (const value of [null, undefined, 7, {}, ['a']]) expect(accepts(text(10), value)).toBe(false);
  });
});

describe('links', () => {
  test.each(['https://twinspace.etwinning.net/123', 'http://www.etwinning.gr/νέα?a=1#b'])('%s is a link', (address) => {
    expect(link().parse(address)).toBe(address);
  });

  test.each([
    'javascript:alert(1)',
    'ftp://example.org/a',
    'data:text/html,x',
    'https://school.example@other.example/',
    'https://exa\nmple.org/',
    'www.etwinning.gr',
    '',
    `https://example.org/${'a'.repeat(2000)}`,
  ])('%.40j is not', (address) => {
    expect(accepts(link(), address)).toBe(false);
  });
});

describe('ids', () => {
  test('two spellings of one id become the same text', () => {
    expect(uuid().parse('0190F5A0-0000-7000-8000-00000000000A')).toBe('0190f5a0-0000-7000-8000-00000000000a');
  });

  test.each(['', 'me', '0190f5a0-0000-7000-8000-00000000000', `${'a'.repeat(36)}`])('%j is no id', (text) => {
    expect(accepts(uuid(), text)).toBe(false);
  });
});
