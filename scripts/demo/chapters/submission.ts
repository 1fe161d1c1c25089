import { randomUUID } from 'node:crypto';
import type { ProjectContent } from '../../../domain/project-content.js';
import { receiptNumber } from '../../../messages/receipt-number.js';
import type { ProjectDraft } from '../../../usecases/project-draft.js';
import type { ProjectView } from '../../../usecases/read-project.js';
import type { TaskView } from '../../../usecases/read-task.js';
import { refused } from '../api.js';
import { resolveProject } from '../example.js';
import { findMember } from '../find-member.js';
import { MailWatch } from '../mailbox.js';
import { demand } from '../poll.js';
import { type ProjectStage, type Stage, tellRefusal } from '../stage.js';
import { tellMails } from '../tell-mails.js';

/** A draft with mistakes, what the founder is told about them, and the submission (R-1.4.e, R-1.4.g). */
export async function submission(stage: Stage): Promise<ProjectStage> {
  const { cast, example, rulebookId, teller, words, who } = stage;
  const { greekFounder, frenchFounder } = cast;
  teller.chapter(words.submission);
  const content = await resolveProject(example.project, (member) => findMember(cast, member));
  const unfinished: ProjectContent = { ...content, expectedResults: '', languageOfApplication: 'el' };

  const since = new Date().toISOString();
  const made = await greekFounder.api.send('POST', '/api/projects', { rulebookId, content: unfinished });
  const draft = made.body as ProjectDraft;
  const { projectId } = draft;
  teller.step(words.draftBegun({ who: who('greekFounder'), title: content.title }));
  const mails = watchMails(stage, projectId, content.title, since);
  try {
    const submit = `/api/projects/${projectId}/submit`;
    const problem = await refused(greekFounder.api.command(submit), 'An incomplete submission');
    demand(problem.code === 'submissionIncomplete', `The submission was refused with ${problem.code}.`);
    tellRefusal(stage, words.submitRefused({ who: who('greekFounder') }), problem);

    const path = `/api/projects/${projectId}/draft`;
    const kept = await frenchFounder.api.get<ProjectDraft>(path);
    const intact = kept.version === draft.version && JSON.stringify(kept.content) === JSON.stringify(draft.content);
    demand(intact, 'The draft is another one after its submission was refused.');
    teller.step(words.nothingLost({ version: kept.version }));

    const answer = await frenchFounder.api.send('PUT', path, { content }, await frenchFounder.api.ifMatch(path));
    const corrected = answer.body as ProjectDraft;
    demand(corrected.check.errors.length === 0, 'The corrected draft still has mistakes.');
    teller.step(words.draftCorrected({ who: who('frenchFounder'), version: corrected.version }), 'R-1.4.e', 'R-1.4.g');

    const key = randomUUID();
    const first = await greekFounder.api.command(submit, undefined, key);
    demand(first.status === 'council', `The project is ${first.status} after its submission.`);
    teller.step(words.submitted({ who: who('greekFounder'), number: receiptNumber(projectId) }), 'R-1.4.e');
    const again = await greekFounder.api.command(submit, undefined, key);
    demand(again.commandId === first.commandId, 'The same key was carried out twice.');
    teller.step(words.sentTwice);

    const { waitingFor } = await frenchFounder.api.get<ProjectView>(`/api/projects/${projectId}`);
    const [council] = waitingFor;
    demand(waitingFor.length === 1 && council?.kind === 'councilApproval', 'It does not wait for one council.');
    const due = stage.time.deadline(council.dueAt);
    teller.step(words.waitsForCouncil({ school: council.schoolName ?? '', due }), 'R-1.4.a');
    await mails.expect(
      { template: 'projectSubmitted', to: [greekFounder, frenchFounder] },
      { template: 'taskOpened', values: { taskKind: 'councilApproval' }, to: [cast.greekHead] },
    );
    return { ...stage, projectId, mails };
  } catch (error) {
    await mails.close().catch(() => {});
    throw error;
  }
}

function watchMails(stage: Stage, projectId: string, title: string, since: string): MailWatch {
  const { api } = stage.cast.systemAdministrator;
  const isOurTask = async (taskId: string) => {
    return (await api.get<TaskView>(`/api/tasks/${taskId}`)).projectId === projectId;
  };
  const tell = tellMails(stage);
  return new MailWatch({ mailbox: stage.addresses.mailbox, title, projectId, isOurTask, tell }, since);
}
