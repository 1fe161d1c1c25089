// What nobody means well by sending.

export const MEBIBYTE = 1024 * 1024;
/** Under the limit of a body, so that it is read. */
const MUCH = 60_000;

export const nested = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels);

/** Texts that no field takes. */
export const HOSTILE_TEXTS: readonly (readonly [what: string, text: string])[] = [
  ['a megabyte', 'x'.repeat(MEBIBYTE)],
  ['as much as a body may hold', 'x'.repeat(MUCH)],
  ['half of a surrogate pair at its end', 'Rivers \ud83d'],
  ['half of a surrogate pair at its beginning', '\udf0d Rivers'],
  ['two halves in the wrong order', 'a\udf0d\ud83db'],
  ['the character NUL', 'Rivers\u0000'],
  ['nothing but NUL', '\u0000'],
];

/** Bodies that no route takes, as they come over the wire. */
export const HOSTILE_BODIES: readonly (readonly [what: string, body: string | Buffer])[] = [
  ['a text of a megabyte', JSON.stringify('x'.repeat(MEBIBYTE))],
  ['an object with a text of a megabyte', JSON.stringify({ content: 'x'.repeat(MEBIBYTE) })],
  ['10,000 levels of lists', nested(10_000)],
  ['10,000 levels of objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['10,000 levels that never close', '['.repeat(10_000)],
  ['33 levels', `{"content":${nested(32)}}`],
  ['10,000 unknown names', `{${Array.from({ length: 4_000 }, (_, index) => `"name${index}":0`).join()}}`],
  ['a name twice', '{"content":1,"content":2}'],
  ['a name twice, once escaped', '{"content":1,"c\\u006fntent":2}'],
  ['a name twice, far inside', '{"content":{"founders":[{"roleText":"a","roleText":"b"}]}}'],
  ['__proto__', '{"__proto__":{"isAdmin":true}}'],
  ['__proto__, escaped', '{"\\u005f_proto__":{"isAdmin":true}}'],
  ['__proto__, far inside', '{"content":{"partners":[{"__proto__":{"teacherId":1}}]}}'],
  ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['prototype', '{"prototype":{"isAdmin":true}}'],
  ['a number that is not finite', '{"content":1e999}'],
  ['a number of 50,000 digits', `{"content":${'9'.repeat(50_000)}}`],
  ['a number with 50,000 decimals', `{"content":0.${'1'.repeat(50_000)}}`],
  ['a name of 60,000 characters', `{"${'n'.repeat(MUCH)}":1}`],
  ['a name with half of a surrogate pair', '{"\\ud83d":1}'],
  ['a name with NUL', '{"\\u0000":1}'],
  ['NUL between its parts', '{"content":\u0000{}}'],
  ['a byte that is no UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])],
  ['a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ['an overlong slash in UTF-8', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ['half a character in UTF-8', Buffer.from([0x22, 0xce])],
  ['UTF-16', Buffer.from('﻿{"content":{}}', 'utf16le')],
  ['backslashes before a quote that never comes', `"${'\\"'.repeat(30_000)}`],
  ['quotes', '"'.repeat(MUCH)],
  ['a text', '"content"'],
  ['a number', '7'],
  ['true', 'true'],
  ['a list of 30,000 lists', `[${Array(20_000).fill('[]').join()}]`],
  ['JSON twice', '{}{}'],
  ['a comment', '{/* */}'],
  ['a comma at its end', '{"content":1,}'],
  ['single quotes', "{'content':1}"],
  ['NaN', '{"content":NaN}'],
  ['a hexadecimal number', '{"content":0x1F}'],
  ['a line break in a text', '{"content":"a\nb"}'],
  ['white space only', ' \n\t '],
  ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'],
  ['a form', 'content=1&version=2'],
];
