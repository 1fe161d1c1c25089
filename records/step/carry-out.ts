// Turns what the rules concluded into what is written: projects, tasks, decisions, applications, labels and mails.
import type { Consequence, MailConsequence } from '../../domain/consequence.js';
import { isQuiet } from '../../domain/import/on-paper.js';
import { causeId, type Step } from '../../domain/step.js';
import type { LabelStatus, ProjectStatus } from '../../domain/vocabulary.js';
import { addVersion, awardLabel, openApplication, takeSlot } from './carry-out-label.js';
import { openProject, reviseProject, setProjectStatus, showToNso } from './carry-out-project.js';
import { freePupilSlots, takePupilSlots } from './carry-out-pupils.js';
import { closeTask, openTask, passRung, recordDecision, resumeTask, suspendTask } from './carry-out-task.js';
import { addMember, moveInvitation, openInvitation, removeMember, setMemberRole } from './carry-out-team.js';
import type { LoadedFacts } from './load-facts.js';
import { planMails } from './plan-mails.js';
import type { WritePlan } from './write-plan.js';

/** What every consequence is carried out with. */
export interface Setting {
  plan: WritePlan;
  step: Step;
  cause: string;
  loaded: LoadedFacts;
}

/**
 * Plans the consequences in their order, mails last.
 * @returns the subject's new status, null where none was set.
 */
export function carryOut(
  plan: WritePlan,
  step: Step,
  loaded: LoadedFacts,
  consequences: readonly Consequence[],
): ProjectStatus | LabelStatus | null {
  const setting: Setting = { plan, step, cause: causeId(step.cause), loaded };
  const mails: MailConsequence[] = [];
  let status: ProjectStatus | LabelStatus | null = null;
  for (const consequence of consequences) {
    switch (consequence.kind) {
      case 'openProject':
        openProject(setting);
        break;
      case 'reviseProject':
        reviseProject(setting, consequence);
        break;
      case 'setProjectStatus':
        setProjectStatus(setting, consequence);
        status = consequence.to;
        break;
      case 'openTask':
        announceTask(mails, consequence.announcement, openTask(setting, consequence.task));
        break;
      case 'suspendTask':
        suspendTask(setting, consequence.taskId);
        break;
      case 'resumeTask':
        resumeTask(setting, consequence);
        break;
      case 'closeTask':
        closeTask(setting, consequence);
        break;
      case 'recordDecision':
        recordDecision(setting, consequence);
        break;
      case 'passRung':
        passRung(setting, consequence);
        break;
      case 'setTimer': {
        const row = step.subject === 'label' ? plan.application : plan.project;
        Object.assign(row, { timer: consequence.timer, timer_at: consequence.at });
        break;
      }
      case 'openApplication':
        openApplication(setting, consequence);
        status = consequence.status;
        break;
      case 'moveApplication':
        Object.assign(plan.application, { period_id: consequence.periodId, closes_at: consequence.closesAt });
        break;
      case 'setLabelStatus':
        plan.application.status = consequence.to;
        status = consequence.to;
        break;
      case 'addVersion':
        addVersion(setting, consequence);
        break;
      case 'freezeVersion':
        Object.assign(plan.application, { frozen_version: consequence.version, frozen_at: loaded.now });
        break;
      case 'takeSlot':
        takeSlot(setting, consequence);
        break;
      case 'openInvitation':
        openInvitation(setting, consequence);
        break;
      case 'moveInvitation':
        moveInvitation(setting, consequence);
        break;
      case 'addMember':
        addMember(setting, consequence);
        break;
      case 'setMemberRole':
        setMemberRole(setting, consequence);
        break;
      case 'removeMember':
        removeMember(setting, consequence);
        break;
      case 'showToNso':
        showToNso(setting, consequence.nsoId);
        break;
      case 'takePupilSlots':
        takePupilSlots(setting, consequence);
        break;
      case 'freePupilSlots':
        freePupilSlots(setting, consequence);
        break;
      case 'awardLabel':
        awardLabel(setting, consequence);
        break;
      case 'mail':
        mails.push(consequence);
        break;
    }
  }
  planMails(setting, isQuiet(loaded.intake) ? [] : mails);
  return status;
}

/** A revision is announced by the mail that says what is to be revised. */
function announceTask(mails: MailConsequence[], announcement: MailConsequence | null, taskId: string): void {
  if (announcement) mails.push({ ...announcement, taskId });
}
