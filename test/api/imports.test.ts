// Bringing schools and people in over HTTP: as the API's own role, under row-level security.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { until } from '../support/until.js';
import { type RunningApi, runningApi } from './support/running-api.js';

let api: RunningApi;
let greek: string;
let french: string;
let system: string;
let officer: string;
beforeAll(async () => {
  api = await runningApi('imports');
  const nsos = ['GR', 'FR'].map((id) => ({ nso_id: id, country_code: id, names: '{}', time_zone: 'Europe/Athens' }));
  await api.owner.insertInto('nsos').values(nsos).execute();
  const administratorOf = async (nsoId: string) =>
    (await api.person({ roles: [{ role: 'nsoAdministrator', nsoId }] })).subject;
  greek = await administratorOf('GR');
  french = await administratorOf('FR');
  system = (await api.person({ roles: [{ role: 'systemAdministrator' }] })).subject;
  officer = (await api.person({ roles: [{ role: 'cssOfficer' }] })).subject;
});
afterAll(() => api.close());

const send = (subject: string, kind: string, payload: string | Buffer, query = '') =>
  api.send(subject, {
    method: 'POST',
    url: `/api/imports/${kind}${query}`,
    payload,
    headers: { 'content-type': 'text/csv' },
  });
const bring = async (subject: string, kind: string, payload: string, query = '') => {
  const answer = await send(subject, kind, payload, query);
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  return answer.json();
};
const outcomes = (result: { rows: { outcome: string }[] }) => result.rows.map(({ outcome }) => outcome);
const refusals = (result: { rows: { refusals: { field: string; code: string }[] }[] }) =>
  result.rows.map((row) => row.refusals.map(({ field, code }) => `${field} ${code}`));
const schoolsNamed = async (start: string) =>
  (
    await api.owner.selectFrom('schools').select('name').where('name', 'like', `${start}%`).orderBy('name').execute()
  ).map(({ name }) => name);

describe('schools', () => {
  const FILE =
    '\uFEFFcountry;ministryCode;externalId;name\r\nGR;0551;;Α Γυμνάσιο\r\nGR;;ext-2;Α Λύκειο\r\n\r\nGR;0553;;"Α ""Νέο"" Σχολείο"\r\n';

  it('given a preview, when it is asked for, then it says what would happen and nothing is written', async () => {
    const result = await bring(greek, 'schools', FILE, '?preview=true');

    expect(result).toMatchObject({
      kind: 'schools',
      preview: true,
      counts: { create: 3, change: 0, unchanged: 0, refused: 0 },
    });
    expect(await schoolsNamed('Α ')).toEqual([]);
  });

  it('given a file, when it is brought in, and again, then the schools are there once and the second time nothing changes', async () => {
    expect(outcomes(await bring(greek, 'schools', FILE))).toEqual(['create', 'create', 'create']);
    expect(outcomes(await bring(greek, 'schools', FILE, '?preview=true'))).toEqual(Array(3).fill('unchanged'));
    expect(outcomes(await bring(greek, 'schools', FILE))).toEqual(Array(3).fill('unchanged'));
    expect(await schoolsNamed('Α ')).toEqual(['Α "Νέο" Σχολείο', 'Α Γυμνάσιο', 'Α Λύκειο']);
  });

  it('given another name with commas between, when it is brought in, then the same school changes', async () => {
    const result = await bring(greek, 'schools', 'name,country,ministryCode\nΑ Γυμνάσιο Αθηνών,GR,0551\n');

    expect(result.rows).toEqual([{ line: 2, key: 'GR:0551', outcome: 'change', changes: ['name'], refusals: [] }]);
    expect(await schoolsNamed('Α Γυ')).toEqual(['Α Γυμνάσιο Αθηνών']);
  });

  it('given rows that are refused, when a file is brought in, then they are told with field and sentence and the others are there', async () => {
    const result = await bring(
      french,
      'schools',
      'country;ministryCode;name\nFR;75;Lycée B1\nGR;0551;Mine now\nXX;1;Nowhere\nFR;76\nFR;;Without key\nFR;75;Lycée B2\nfr;1;x\n',
    );

    expect(outcomes(result)).toEqual(['create', 'refused', 'refused', 'refused', 'refused', 'change', 'refused']);
    expect(refusals(result)).toEqual([
      [],
      ['country notOfYourNso'],
      ['country countryUnknown'],
      ['row columnCount'],
      ['ministryCode keyMissing'],
      [],
      ['country wrongFormat'],
    ]);
    expect(result.rows[1].refusals[0].detail).toMatch(/another National Support Organisation \(GR\)/);
    expect(await schoolsNamed('Lyc')).toEqual(['Lycée B2']);
    expect(await schoolsNamed('Mine')).toEqual([]);
  });

  it('given an import whose connections are cut in the middle, when the file is sent again, then it is finished, and nothing is there twice', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => `GR;8${n};Γ ${n}\n`).join('');
    const file = `country;ministryCode;name\n${rows}`;
    const cutOff = send(greek, 'schools', file);
    const cut = until('some rows are there', async () => (await schoolsNamed('Γ ')).length >= 20).then(() =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'api under test'`.execute(api.owner),
    );
    const [answer] = await Promise.all([cutOff, cut]);
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    const written = (await schoolsNamed('Γ ')).length;
    expect(written).toBeLessThan(1_000);

    const again = await bring(greek, 'schools', file);
    expect(again.counts).toEqual({ create: 1_000 - written, change: 0, unchanged: written, refused: 0 });
    expect(await schoolsNamed('Γ ')).toHaveLength(1_000);
  });

  it('given the same file twice at the same moment, when both are brought in, then each school is created by one of them', async () => {
    const file = `country;ministryCode;name\n${Array.from({ length: 20 }, (_, n) => `GR;9${n};Δ ${n}\n`).join('')}`;
    const both = await Promise.all([bring(greek, 'schools', file), bring(greek, 'schools', file)]);

    const created = both.flatMap(({ rows }) => rows.filter(({ outcome }: { outcome: string }) => outcome === 'create'));
    expect(created.map(({ key }) => key).sort()).toEqual(both[0].rows.map(({ key }: { key: string }) => key).sort());
    expect(both.map(({ counts }) => counts.refused)).toEqual([0, 0]);
  });
});

describe('teachers', () => {
  const FILE =
    'email;subject;name;language;motherTongues;understands;schools\nmaria@school.gr;p-maria;Μαρία;el;el;en|fr;GR:0551|GR:ext-2\n';

  it('given a new teacher, when she is brought in, then she can sign in, with her profile, schools and role', async () => {
    expect(outcomes(await bring(greek, 'teachers', FILE))).toEqual(['create']);

    const me = await api.send('p-maria', { url: '/api/me' });
    expect(me.statusCode).toBe(200);
    expect(me.json()).toMatchObject({ displayName: 'Μαρία', email: 'maria@school.gr' });
    expect(me.json().schools).toHaveLength(2);
    expect(outcomes(await bring(greek, 'teachers', FILE))).toEqual(['unchanged']);
  });

  it('given a row without a subject, when the address is known in another case, then the same teacher gets the school', async () => {
    const result = await bring(
      greek,
      'teachers',
      'email;name;language;motherTongues;schools\nMaria@school.gr;Μαρία;el;el;GR:0553\n',
    );

    expect(result.rows[0]).toMatchObject({ outcome: 'change', changes: ['email', 'schools'] });
    expect((await api.send('p-maria', { url: '/api/me' })).json().schools).toHaveLength(3);
  });

  it('given another NSO’s teacher, when an administrator changes her or takes her address, then it is refused', async () => {
    const french75 = 'email;subject;name;language;motherTongues;schools\n';
    const result = await bring(
      french,
      'teachers',
      `${french75}maria@school.gr;p-maria;Marie;en;fr;FR:75\nmaria@school.gr;p-other;Marie;en;fr;FR:75\n`,
    );

    expect(refusals(result)).toEqual([['email personOfAnotherNso'], ['email emailOfAnother']]);
  });

  it('given people and their school in the wrong order, when a preview is asked for, then it sees what earlier rows would bring', async () => {
    const twice =
      'email;subject;name;language;motherTongues;schools\nb@x.gr;p-b;B;el;el;GR:0551\nb@x.gr;p-b;B;el;el;GR:0551\n';

    expect(outcomes(await bring(greek, 'teachers', twice, '?preview=true'))).toEqual(['create', 'unchanged']);
  });
});

describe('people with roles', () => {
  const HEAD = 'email;subject;name;language;role;nso;school\n';

  it('given heads, evaluators and administrators of one’s own NSO, when they are brought in, then they have these roles', async () => {
    const file = `${HEAD}head@school.gr;p-head;Head;el;head;;GR:0551\nev@nso.gr;p-ev;Ev;el;evaluator;GR;\nev@nso.gr;p-ev;Ev;el;nsoAdministrator;GR;\n`;

    expect(outcomes(await bring(greek, 'users', file))).toEqual(['create', 'create', 'change']);
    expect(outcomes(await bring(greek, 'users', file))).toEqual(Array(3).fill('unchanged'));
    const { rows } = await sql<{ roles: string }>`select string_agg(role, ' ' order by role) as roles
      from user_roles join users using (user_id) where subject in ('p-head', 'p-ev')`.execute(api.owner);
    expect(rows).toEqual([{ roles: 'evaluator head nsoAdministrator' }]);
  });

  it('given roles of the whole programme or of another NSO, when an NSO’s administrator gives them, then they are refused', async () => {
    const file = `${HEAD}a@x.gr;p-a;A;el;systemAdministrator;;\nb@x.gr;p-b;B;el;cssOfficer;;\nc@x.gr;p-c;C;el;evaluator;FR;\nd@x.gr;p-d;D;el;teacher;;\n`;

    expect(refusals(await bring(greek, 'users', file))).toEqual([
      ['role roleNotYours'],
      ['role roleNotYours'],
      ['nso notOfYourNso'],
      ['role notAllowed'],
    ]);
    expect(outcomes(await bring(system, 'users', file))).toEqual(['create', 'create', 'create', 'refused']);
  });
});

describe('who may, and what a file may be', () => {
  it('given somebody who administers nothing, when a file is sent, then it is refused as a whole', async () => {
    const answer = await send(officer, 'schools', 'country;ministryCode;name\nGR;1;x\n');

    expect([answer.statusCode, answer.json().code]).toEqual([403, 'notYourRole']);
  });

  it.each([
    ['other columns', 'country;code;name\nGR;1;x\n', ['code unknownField']],
    ['a column missing and one twice', 'country;country\nGR;GR\n', ['name columnMissing', 'country columnRepeated']],
    ['no rows', 'country;name\n', ['file fileEmpty']],
    ['nothing', ' ', ['file fileEmpty']],
    ['an open quotation mark', 'country;name\nGR;"x\n', ['file csvUnreadable']],
    ['another encoding', Buffer.from('country;name\nGR;\xe9\n', 'latin1'), ['file notUtf8']],
    ['too many rows', `country;name\n${'GR;x\n'.repeat(2_001)}`, ['file tooMany']],
  ])(
    'given a file with %s, when it is sent, then it is refused as a whole, with the place',
    async (_, file, places) => {
      const answer = await send(greek, 'schools', file);

      expect(answer.statusCode).toBe(422);
      const { fields } = answer.json();
      expect(fields.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)).toEqual(places);
      expect(fields.every(({ detail }: { detail?: string }) => detail)).toBe(true);
    },
  );

  it('given more than a mebibyte, another type or another kind, when it is sent, then it is refused before it is read', async () => {
    const large = await send(greek, 'schools', 'x'.repeat(1024 * 1024 + 1));
    const json = await api.send(greek, { method: 'POST', url: '/api/imports/schools', payload: { country: 'GR' } });
    const elsewhere = await send(greek, 'labels', 'title\nx\n');

    expect([large.statusCode, json.statusCode, elsewhere.statusCode]).toEqual([413, 415, 404]);
  });

  it('given the result as a table, when cells begin like formulas, then they are harmless in a spreadsheet', async () => {
    const file = 'country;ministryCode;name\nGR;1;x\n=cmd();1;=1+1\n';
    const answer = await send(greek, 'schools', file, '?format=csv&preview=true');

    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe('\uFEFFLine;Key;Result;New in these columns;Why not');
    expect(lines[1]).toMatch(/^2;GR:1;would be created;/);
    expect(lines[2]).toMatch(/^3;'=cmd\(\):1;would be refused;;country: /);
  });
});
