// One row of each kind: its cells read, its facts loaded, decided by the rules, and written unless it is refused.
import {
  schoolColumns,
  type TeacherRow,
  teacherColumns,
  type UserRow,
  userColumns,
} from '../../domain/import/columns.js';
import { type LabelApplicationRow, labelApplicationColumns } from '../../domain/import/label-application.js';
import { projectColumns } from '../../domain/import/project-columns.js';
import type { ImportKind, RowDecision } from '../../domain/import/row.js';
import { decideSchool } from '../../domain/import/school.js';
import { decideTeacher } from '../../domain/import/teacher.js';
import { decideUser } from '../../domain/import/user.js';
import type { Actor } from '../../domain/permissions.js';
import type { ActorTransaction } from '../../records/actor.js';
import { personFacts, writeTeacher, writeUser } from '../../records/imports/people.js';
import { schoolFacts, schoolsByKey, writeSchool } from '../../records/imports/schools.js';
import { knowsNso } from '../../records/registry.js';
import type { Deps } from '../deps.js';
import { readRulebook } from '../read-rulebook.js';
import { importLabelApplication } from './import-label-application.js';
import { importProject } from './import-project.js';
import { type Cells, type RowKind, rowKind } from './row-kind.js';

/** What every row of an import is decided with. */
export interface RowSetting {
  tx: ActorTransaction;
  actor: Actor;
  /** The sign-in provider of whoever's row names none. */
  ownIssuer: string;
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
  async ({ tx, actor }: RowSetting, row) => {
    return written(decideSchool(actor, row, await schoolFacts(tx, row)), (what) => writeSchool(tx, what));
  },
);

const teachers = rowKind(teacherColumns, ofPerson, async ({ tx, actor, ownIssuer }: RowSetting, row) => {
  const [person, named] = await Promise.all([
    personFacts(tx, identityOf(row, ownIssuer)),
    schoolsByKey(tx, row.schools),
  ]);
  const decision = decideTeacher(actor, row, { ...person, schools: named }, ownIssuer);
  return written(decision, (what) => writeTeacher(tx, what));
});

const users = rowKind(userColumns, ofPerson, async ({ tx, actor, ownIssuer }: RowSetting, row) => {
  const [person, named, nso] = await Promise.all([
    personFacts(tx, identityOf(row, ownIssuer)),
    schoolsByKey(tx, row.school === undefined ? [] : [row.school]),
    row.nso === undefined ? false : knowsNso(tx, row.nso),
  ]);
  const school = row.school === undefined ? null : (named.get(row.school) ?? null);
  const decision = decideUser(actor, row, { ...person, knowsNso: nso, school }, ownIssuer);
  return written(decision, (what) => writeUser(tx, what));
});

/** What is rows alone; the others go through commands. */
export type RegistryKind = Exclude<ImportKind, 'projects' | 'labelApplications'>;

export const REGISTRY_KINDS: Readonly<Record<RegistryKind, RowKind<RowSetting>>> = {
  schools,
  teachers,
  users,
};

/** What projects and applications are brought in with: their steps have transactions of their own. */
export interface CommandSetting {
  deps: Deps;
  actor: Actor;
  preview: boolean;
}

const PROJECTS: RowKind<CommandSetting> = rowKind(
  projectColumns,
  ({ reference = '' }) => reference,
  ({ deps, actor, preview }: CommandSetting, row) => importProject(deps, actor, row, preview),
);

/** The kinds that go through commands. The columns of applications are those of the newest rulebook's criteria. */
export async function commandKind(
  deps: Deps,
  actor: Actor,
  kind: Exclude<ImportKind, RegistryKind>,
): Promise<RowKind<CommandSetting>> {
  if (kind === 'projects') return PROJECTS;
  const { rulebook } = await readRulebook(deps, actor);
  return rowKind(
    labelApplicationColumns(rulebook.label),
    ({ nso = '', project = '', teacher = '' }) => `${nso}/${project} ${teacher}`,
    ({ preview }: CommandSetting, row) => importLabelApplication(deps, actor, row as LabelApplicationRow, preview),
  );
}

export function isRegistryKind(kind: ImportKind): kind is RegistryKind {
  return Object.hasOwn(REGISTRY_KINDS, kind);
}
