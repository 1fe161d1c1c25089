import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createLog } from '../../api/log.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('debug', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('writes one line of JSON for each event', () => {
    const text = logged((log) => log.info({ projectId: 'p1' }, 'hello'));

    expect(JSON.parse(text)).toMatchObject({ name: 'api', projectId: 'p1', msg: 'hello' });
    expect(text.trimEnd()).not.toContain('\n');
  });

  it('keeps tokens and cookies out, wherever they stand', () => {
    const text = logged((log) => {
      log.info({ authorization: 'canary', cookie: 'canary', headers: { authorization: 'canary' } }, 'x');
      log.info({ req: { headers: { cookie: 'canary' }, url: '/api/teachers?search=canary', method: 'GET' } }, 'x');
    });

    expect(text).not.toContain('canary');
  });

  it("keeps a database's message out, which repeats values, and keeps its code and constraint", () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "canary"'), {
      code: '22P02',
      constraint: 'users_identity',
      detail: 'Key (email)=(canary) already exists.',
      routine: 'string_to_uuid',
    });

    const text = logged((log) => log.error({ err: error }, 'unexpected'));

    expect(text).not.toContain('canary');
    expect(JSON.parse(text).err).toMatchObject({ code: '22P02', constraint: 'users_identity' });
  });

  it('keeps what zod saw out, and keeps where it saw it', () => {
    const { error } = z.strictObject({ a: z.number() }).safeParse({ a: 'x', canary: 1 }, { reportInput: true });

    const text = logged((log) => log.error({ err: error }, 'unexpected'));

    expect(text).not.toContain('canary');
    expect(JSON.parse(text).err.issues).toContainEqual({ code: 'invalid_type', path: ['a'] });
  });

  it('tells where an error comes from, and what caused it', () => {
    const error = new Error('outer', { cause: new TypeError('inner') });

    const { err } = JSON.parse(logged((log) => log.error({ err: error }, 'unexpected')));

    expect(err).toMatchObject({ message: 'outer', cause: { type: 'TypeError', message: 'inner' } });
    expect(err.stack[0]).toContain('log.test');
  });
});
