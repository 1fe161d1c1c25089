import { randomUUID } from 'node:crypto';
import type { MailTemplate } from '../../../domain/consequence.js';
import type { AnswerValues } from '../../../domain/step.js';
import type { Language } from '../../../domain/vocabulary.js';
import { openRecords, type Records } from '../../../records/database.js';
import { publishRulebook } from '../../../records/rulebooks.js';
import { loadRulebook } from '../../../rulebooks/load.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';

export const TITLE = 'Θάλασσες ιστοριών';
export const REASON = 'Το χρονοδιάγραμμα δεν λέει ποιος κάνει τι.';

export interface MailWorld {
  owner: Records;
  workerUrl: string;
  /** As the worker's own role. */
  worker: Records;
  people: { founder: string; partner: string; evaluator: string; administrator: string; head: string };
  projectId: string;
  taskId: string;
  /** Puts a mail into the outbox, due now. @returns its id. */
  plan(mail: PlannedMail): Promise<string>;
  mailRow(mailId: string): Promise<MailRow>;
  close(): Promise<void>;
}

interface PlannedMail {
  template: MailTemplate;
  to: string;
  facts?: AnswerValues;
  taskId?: string | null;
  applicationId?: string | null;
  notBefore?: Date;
}

export type MailRow = Awaited<ReturnType<typeof readMailRow>>;

/** A project with a Greek and a French founder that waits for the Greek NSO, and the people who get mails about it. */
export async function mailWorld(name: string): Promise<MailWorld> {
  const database: TestDatabase = await testDatabase(name);
  const owner = openRecords(database.ownerUrl, { application: 'test', connections: 3 });
  const worker = openRecords(database.workerUrl, { application: 'test worker', connections: 5 });
  await publishRulebook(owner, {
    rulebook: await loadRulebook('gr-2021-2022'),
    kind: 'programme',
    id: 'gr-2021-2022',
    publishedBy: null,
  });
  const schools = await addSchools(owner);
  const people = await addPeople(owner, schools);
  const projectId = await addProject(owner, people);
  await addMembers(owner, projectId, people, schools);
  const taskId = await addTask(owner, projectId);
  return {
    owner,
    worker,
    workerUrl: database.workerUrl,
    people,
    projectId,
    taskId,
    plan: (mail) => planMail(owner, projectId, mail),
    mailRow: (mailId) => readMailRow(owner, mailId),
    async close() {
      await Promise.all([owner.destroy(), worker.destroy()]);
      await database.close();
    },
  };
}

interface Schools {
  greek: string;
  french: string;
}

async function addSchools(owner: Records): Promise<Schools> {
  const [greek, french] = [randomUUID(), randomUUID()];
  const names = JSON.stringify({ el: 'Ελλάδα', en: 'Greece' });
  await owner
    .insertInto('nsos')
    .values([
      { nso_id: 'GR', country_code: 'GR', names, time_zone: 'Europe/Athens' },
      { nso_id: 'FR', country_code: 'FR', names, time_zone: 'Europe/Paris' },
    ])
    .execute();
  await owner
    .insertInto('schools')
    .values([
      { school_id: greek, name: '2ο Γυμνάσιο Χανίων', country_code: 'GR', nso_id: 'GR', ministry_code: null },
      { school_id: french, name: 'Collège Jean Moulin', country_code: 'FR', nso_id: 'FR', ministry_code: null },
    ])
    .execute();
  return { greek, french };
}

async function addPeople(owner: Records, schools: Schools): Promise<MailWorld['people']> {
  const person = async (name: string, language: Language) => {
    const userId = randomUUID();
    const email = `${userId}@canary.example.org`;
    await owner
      .insertInto('users')
      .values({
        user_id: userId,
        issuer: 'test',
        subject: userId,
        email,
        display_name: name,
        language,
        disabled_at: null,
      })
      .execute();
    return userId;
  };
  const people = {
    founder: await person('Ελένη Παπαδοπούλου', 'el'),
    partner: await person('Claire Dubois', 'en'),
    evaluator: await person('Νίκος Γεωργίου', 'el'),
    administrator: await person('Μαρία Ιωάννου', 'el'),
    head: await person('Ανδρέας Μπάμπης', 'el'),
  };
  await owner
    .insertInto('user_roles')
    .values([
      { user_id: people.evaluator, role: 'evaluator', nso_id: 'GR', school_id: null },
      { user_id: people.administrator, role: 'nsoAdministrator', nso_id: 'GR', school_id: null },
      { user_id: people.head, role: 'head', nso_id: null, school_id: schools.greek },
    ])
    .execute();
  return people;
}

async function addProject(owner: Records, people: MailWorld['people']): Promise<string> {
  const projectId = randomUUID();
  await owner
    .insertInto('projects')
    .values({
      project_id: projectId,
      rulebook_id: 'gr-2021-2022',
      status: 'nsos',
      title: TITLE,
      language: 'fr',
      category: 'european',
      content: '{}',
      submitted_by: people.founder,
      submitted_at: '2021-11-08T09:15:00.000Z',
      cause: 'test',
      updated_at: '2021-11-08T09:15:00.000Z',
    })
    .execute();
  return projectId;
}

async function addMembers(owner: Records, projectId: string, people: MailWorld['people'], schools: Schools) {
  const founders = [
    { userId: people.founder, schoolId: schools.greek },
    { userId: people.partner, schoolId: schools.french },
  ];
  for (const { userId, schoolId } of founders) {
    const teacherId = randomUUID();
    await owner
      .insertInto('teachers')
      .values({ teacher_id: teacherId, user_id: userId, mother_tongues: [], understands: null })
      .execute();
    await owner
      .insertInto('project_members')
      .values({ project_id: projectId, teacher_id: teacherId, school_id: schoolId, role: 'founder', role_text: '' })
      .execute();
  }
}

async function addTask(owner: Records, projectId: string): Promise<string> {
  const taskId = randomUUID();
  await owner
    .insertInto('tasks')
    .values({
      task_id: taskId,
      project_id: projectId,
      kind: 'nsoApproval',
      nso_id: 'GR',
      status: 'open',
      opened_at: '2021-11-09T09:15:00.000Z',
      due_at: '2021-12-03T22:00:00.000Z',
      due_why: '{}',
      rungs: '[]',
      opened_by: 'test',
      cause: 'test',
    })
    .execute();
  return taskId;
}

async function planMail(owner: Records, projectId: string, mail: PlannedMail): Promise<string> {
  const mailId = randomUUID();
  await owner
    .insertInto('outbox')
    .values({
      mail_id: mailId,
      mail_key: `key/${mailId}`,
      project_id: projectId,
      application_id: mail.applicationId ?? null,
      task_id: mail.taskId ?? null,
      template: mail.template,
      recipient_id: mail.to,
      facts: JSON.stringify(mail.facts ?? {}),
      not_before: mail.notBefore ?? new Date(Date.now() - 1000),
      cause: 'test',
    })
    .execute();
  return mailId;
}

function readMailRow(owner: Records, mailId: string) {
  return owner.selectFrom('outbox').selectAll().where('mail_id', '=', mailId).executeTakeFirstOrThrow();
}
