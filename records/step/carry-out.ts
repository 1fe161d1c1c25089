// Carries out what the rules concluded: the only writer of projects, tasks, decisions, applications, labels and mails.
import type { Transaction } from 'kysely';
import type { Consequence, MailConsequence } from '../../domain/consequence.js';
import { causeId, type Step } from '../../domain/step.js';
import type { LabelStatus, ProjectStatus } from '../../domain/vocabulary.js';
import type { Tables } from '../tables.js';
import { addVersion, awardLabel, freezeVersion, openApplication } from './carry-out-label.js';
import { closeTask, openTask, passRung, recordDecision } from './carry-out-task.js';
import type { LoadedFacts } from './load-facts.js';
import { planMails } from './plan-mails.js';

/** What every consequence is carried out with. */
export interface Setting {
  tx: Transaction<Tables>;
  step: Step;
  cause: string;
  loaded: LoadedFacts;
}

/**
 * Carries out the consequences in their order, mails last.
 * @returns the subject's new status, null where none was set.
 */
export async function carryOut(
  tx: Transaction<Tables>,
  step: Step,
  loaded: LoadedFacts,
  consequences: readonly Consequence[],
): Promise<ProjectStatus | LabelStatus | null> {
  const setting: Setting = { tx, step, cause: causeId(step.cause), loaded };
  const mails: MailConsequence[] = [];
  let status: ProjectStatus | LabelStatus | null = null;
  for (const consequence of consequences) {
    switch (consequence.kind) {
      case 'openProject':
        await openProject(setting);
        break;
      case 'setProjectStatus':
        await setProjectStatus(setting, consequence);
        status = consequence.to;
        break;
      case 'openTask':
        mails.push({ ...consequence.announcement, taskId: await openTask(setting, consequence.task) });
        break;
      case 'closeTask':
        await closeTask(setting, consequence);
        break;
      case 'recordDecision':
        await recordDecision(setting, consequence);
        break;
      case 'passRung':
        await passRung(setting, consequence);
        break;
      case 'setTimer':
        await setTimer(setting, consequence);
        break;
      case 'openApplication':
        await openApplication(setting, consequence);
        status = consequence.status;
        break;
      case 'moveApplication':
        await updateApplication(setting, { period_id: consequence.periodId, closes_at: consequence.closesAt });
        break;
      case 'setLabelStatus':
        await updateApplication(setting, { status: consequence.to });
        status = consequence.to;
        break;
      case 'addVersion':
        await addVersion(setting, consequence.version);
        break;
      case 'freezeVersion':
        await freezeVersion(setting, consequence.version);
        break;
      case 'takeSlot':
        await takeSlot(setting, consequence);
        break;
      case 'showToNso':
        await showToNso(setting, consequence.nsoId);
        break;
      case 'awardLabel':
        await awardLabel(setting, consequence);
        break;
      case 'mail':
        mails.push(consequence);
        break;
    }
  }
  await planMails(setting, mails);
  return status;
}

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

async function openProject({ tx, step, cause, loaded }: Setting): Promise<void> {
  const { intake, facts, rulebookId, now } = loaded;
  if (!intake) throw new Error('a project opens by a command only');
  const { content, category } = intake.content as { content: { title: string; language: string }; category: string };
  await tx
    .insertInto('projects')
    .values({
      project_id: step.projectId,
      rulebook_id: rulebookId,
      status: 'council',
      title: content.title,
      language: content.language,
      category,
      content: JSON.stringify(content),
      submitted_by: intake.actorId,
      submitted_at: intake.command.receivedAt,
      cause,
      updated_at: now,
    })
    .execute();
  await tx.updateTable('drafts').set({ submitted_at: now }).where('draft_id', '=', step.projectId).execute();
  if (facts.facts.members.length === 0) throw new Error('a project without members');
}

async function setProjectStatus({ tx, step, cause, loaded }: Setting, { to, summary }: Of<'setProjectStatus'>) {
  const at = loaded.intake?.command.receivedAt ?? loaded.now;
  await tx
    .updateTable('projects')
    .set({
      status: to,
      cause,
      ...(to === 'active' && { activated_at: at }),
      ...(to === 'completed' && { completed_at: at, completion_summary: summary ?? null }),
    })
    .where('project_id', '=', step.projectId)
    .execute();
}

async function setTimer(setting: Setting, { timer, at }: Of<'setTimer'>): Promise<void> {
  const { tx, step, cause } = setting;
  if (step.subject === 'label') return updateApplication(setting, { timer, timer_at: at });
  await tx
    .updateTable('projects')
    .set({ timer, timer_at: at, cause })
    .where('project_id', '=', step.projectId)
    .execute();
}

async function updateApplication(
  { tx, step, cause }: Setting,
  change: {
    status?: LabelStatus;
    period_id?: string;
    closes_at?: string | null;
    timer?: string | null;
    timer_at?: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('label_applications')
    .set({ ...change, cause })
    .where('application_id', '=', step.subjectId)
    .execute();
}

/** Fails on a slot taken meanwhile by another project's step; the next attempt sees it. */
async function takeSlot({ tx, step, cause }: Setting, { teacherId, periodId, slot }: Of<'takeSlot'>): Promise<void> {
  await tx
    .insertInto('label_slots')
    .values({ teacher_id: teacherId, period_id: periodId, slot, application_id: step.subjectId, cause })
    .execute();
}

async function showToNso({ tx, step }: Setting, nsoId: string): Promise<void> {
  await tx
    .insertInto('project_nsos')
    .values({ project_id: step.projectId, nso_id: nsoId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
