// Words that nobody else can have written, and the search for them in whatever form they may have been written down.
import { randomInt } from 'node:crypto';

const LATIN = 'bcdfghjklmnpqrstvwxz';
const GREEK = 'βγδζθκλμνξπρστφχψ';
/** Long enough that nothing else looks like it, in base64 too, where a few letters at either end cannot be told. */
const MARK_LENGTH = 9;

/** Words that are planted in one test, each with the place where. */
export class Canaries {
  readonly planted: { word: string; place: string }[] = [];
  private readonly latin = markedWords(LATIN);
  private readonly greek = markedWords(GREEK);

  /** A new word of Latin letters, as addresses and keys can hold it. */
  word(place: string): string {
    return this.plant(this.latin.next(), place);
  }

  /** A new text: a word of Latin letters and one of Greek, which many formats write in another form. */
  text(place: string): string {
    return `${this.word(place)} ${this.plant(this.greek.next(), `${place}, in Greek`)}`;
  }

  /**
   * Looks for all words in these files or texts, in whatever form. All words begin with one mark and end with another, so
   * that two searches find them all, and find one that a database cut in two where a page ends.
   * @returns which word was seen where, to be read by a person
   */
  sightings(haystacks: ReadonlyMap<string, Buffer>): string[] {
    const marks = [this.latin, this.greek].flatMap(({ head, tail }) => [head, tail]);
    return [...haystacks].flatMap(([name, content]) => {
      if (!marks.some((mark) => isIn(mark, content))) return [];
      const whole = this.planted.filter(({ word }) => isIn(word, content)).map(({ place }) => place);
      return [`in ${name}: ${whole.join('; ') || 'a part of a word'}`];
    });
  }

  private plant(word: string, place: string): string {
    this.planted.push({ word, place });
    return word;
  }
}

function markedWords(letters: string) {
  const some = (length: number) => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  const [head, tail] = [some(MARK_LENGTH), some(MARK_LENGTH)];
  return { head, tail, next: () => `${head}${some(6)}${tail}` };
}

/** Whether a word stands there in any form. */
function isIn(word: string, content: Buffer): boolean {
  return formsOf(word).some((form) => content.includes(form));
}

/** A word as it is, in other character sets, escaped, percent-encoded, as hexadecimal digits, and in base64. */
function formsOf(word: string): Buffer[] {
  const utf8 = Buffer.from(word);
  const utf16 = Buffer.from(word, 'utf16le');
  const escaped = [...word].map((letter) => `\\u${codeOf(letter).toString(16).padStart(4, '0')}`).join('');
  const bytes = [...utf8];
  const texts = [
    escaped,
    escaped.toUpperCase().replaceAll('\\U', '\\u'),
    [...word].map((letter) => `&#${codeOf(letter)};`).join(''),
    encodeURIComponent(word),
    utf8.toString('hex'),
    utf8.toString('hex').toUpperCase(),
    bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
    bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
    bytes
      .map((byte) => `=${byte.toString(16).padStart(2, '0')}`)
      .join('')
      .toUpperCase(),
    word.toUpperCase(),
    ...[utf8, utf16].flatMap(inBase64),
  ];
  return [utf8, utf16, Buffer.from(utf16).swap16(), ...new Set(texts)].map((form) => Buffer.from(form));
}

/** The letters that stay the same whatever stands before and after: one text for each of the three ways it may begin. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((start) => {
    const inner = bytes.subarray(start, start + Math.floor((bytes.length - start) / 3) * 3);
    return [inner.toString('base64'), inner.toString('base64url')];
  });
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}
