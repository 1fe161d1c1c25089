// One row of each kind: its cells read, its facts loaded, decided by the rules, and written unless it is refused.
import type { z } from 'zod';
import {
  schoolColumns,
  type TeacherRow,
  teacherColumns,
  type UserRow,
  userColumns,
} from '../../domain/import/columns.js';
import type { ImportKind, RowDecision } from '../../domain/import/row.js';
import { decideSchool } from '../../domain/import/school.js';
import { decideTeacher } from '../../domain/import/teacher.js';
import { decideUser } from '../../domain/import/user.js';
import type { Actor } from '../../domain/permissions.js';
import type { ActorTransaction } from '../../records/actor.js';
import { personFacts, writeTeacher, writeUser } from '../../records/imports/people.js';
import { schoolFacts, schoolsByKey, writeSchool } from '../../records/imports/schools.js';
import { knowsNso } from '../../records/registry.js';

/** What every row of an import is decided with. */
export interface RowSetting {
  tx: ActorTransaction;
  actor: Actor;
  /** The sign-in provider of whoever's row names none. */
  ownIssuer: string;
}

type Cells = Readonly<Record<string, string>>;

/** What a kind of import knows of its rows. */
export interface RowKind {
  /** The columns that a file may have, each with whether it must. */
  columns: Record<string, { required: boolean }>;
  /** What the row is known by, for whoever reads the results. */
  keyOf(cells: Cells): string;
  /** Reads the cells, decides the row and writes what it says. */
  apply(setting: RowSetting, cells: Cells): Promise<RowDecision<unknown> | z.ZodError>;
}

function rowKind<Row>(
  schema: z.ZodType<Row> & { shape: Record<string, z.ZodType> },
  keyOf: RowKind['keyOf'],
  decide: (setting: RowSetting, row: Row) => Promise<RowDecision<unknown>>,
): RowKind {
  const names = Object.entries(schema.shape);
  const columns = names.map(([name, column]) => [name, { required: !column.safeParse(undefined).success }]);
  return {
    columns: Object.fromEntries(columns),
    keyOf,
    async apply(setting, cells) {
      const parsed = schema.safeParse(cells, { reportInput: true });
      return parsed.success ? decide(setting, parsed.data) : parsed.error;
    },
  };
}

const ofPerson = ({ email, subject }: Cells): string => email ?? subject ?? '';
const identityOf = (row: TeacherRow | UserRow, ownIssuer: string) => {
  return { issuer: row.issuer ?? ownIssuer, subject: row.subject ?? null, email: row.email };
};

async function written<Write>(
  decision: RowDecision<Write>,
  write: (what: Write) => Promise<void>,
): Promise<RowDecision<Write>> {
  if ('write' in decision) await write(decision.write);
  return decision;
}

const schools = rowKind(
  schoolColumns,
  ({ country = '', ministryCode, externalId = '' }) => `${country}:${ministryCode ?? externalId}`,
  async ({ tx, actor }, row) => {
    return written(decideSchool(actor, row, await schoolFacts(tx, row)), (what) => writeSchool(tx, what));
  },
);

const teachers = rowKind(teacherColumns, ofPerson, async ({ tx, actor, ownIssuer }, row) => {
  const [person, named] = await Promise.all([
    personFacts(tx, identityOf(row, ownIssuer)),
    schoolsByKey(tx, row.schools),
  ]);
  const decision = decideTeacher(actor, row, { ...person, schools: named }, ownIssuer);
  return written(decision, (what) => writeTeacher(tx, what));
});

const users = rowKind(userColumns, ofPerson, async ({ tx, actor, ownIssuer }, row) => {
  const [person, named, nso] = await Promise.all([
    personFacts(tx, identityOf(row, ownIssuer)),
    schoolsByKey(tx, row.school === undefined ? [] : [row.school]),
    row.nso === undefined ? false : knowsNso(tx, row.nso),
  ]);
  const school = row.school === undefined ? null : (named.get(row.school) ?? null);
  const decision = decideUser(actor, row, { ...person, knowsNso: nso, school }, ownIssuer);
  return written(decision, (what) => writeUser(tx, what));
});

export const ROW_KINDS: Readonly<Record<ImportKind, RowKind>> = { schools, teachers, users };
