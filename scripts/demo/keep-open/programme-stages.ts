import { translator } from '../../../messages/translate.js';
import type { LabelApplicationView } from '../../../usecases/label-application-view.js';
import { Refusal } from '../api.js';
import type { Cast } from '../cast.js';
import type { Example } from '../example.js';
import type { Builder } from './builder.js';
import type { Left } from './left.js';

/** In the language of the project, as its title is. */
const inEnglish = translator('en');

/** Leaves a project at every stage that the programme's own year knows so far, telling of each one. */
export async function leaveProgrammeStages(
  builder: Builder,
  { cast, example }: { cast: Cast; example: Example },
  tell: (left: Left) => void,
): Promise<void> {
  const { greekFounder, greekEvaluator, frenchEvaluator } = cast;
  const { nsoDecisions, councilRejection, application, withdrawal } = example;
  const project = (projectId: string) => `/projects/${projectId}`;

  const draft = await builder.draft(inEnglish('status.project.draft'));
  tell({ stage: 'draft', page: `/projects/${draft}/edit`, signInAs: 'greekFounder' });

  const council = await builder.submitted(inEnglish('status.project.council'));
  const councilTask = await builder.openTask(council, 'councilApproval');
  tell({ stage: 'council', page: `/tasks/${councilTask}`, signInAs: 'greekHead' });

  const notApproved = await builder.submitted(inEnglish('status.project.councilRejected'));
  await builder.councilDecides(notApproved, councilRejection);
  tell({ stage: 'councilRejected', page: project(notApproved), signInAs: 'greekFounder' });

  const nsos = await builder.atNsos(inEnglish('status.project.nsos'));
  await builder.decide(greekEvaluator, nsos, 'nsoApproval', nsoDecisions.GR, 'GR');
  const frenchTask = await builder.openTask(nsos, 'nsoApproval', 'FR');
  tell({ stage: 'nsos', page: `/tasks/${frenchTask}`, signInAs: 'frenchEvaluator' });

  const returned = await builder.atNsos(inEnglish('status.project.returned'));
  await builder.decide(greekEvaluator, returned, 'nsoApproval', nsoDecisions.return, 'GR');
  tell({ stage: 'returned', page: project(returned), signInAs: 'greekFounder' });

  const active = await builder.active(inEnglish('status.project.active'));
  tell({ stage: 'active', page: project(active), signInAs: 'frenchFounder' });

  const completed = await builder.completed(inEnglish('status.project.completed'));
  const begun = await builder.application(greekFounder, completed, application);
  tell({ stage: 'applicationDraft', page: `/label-applications/${begun}`, signInAs: 'greekFounder' });

  tell(await leaveSubmittedApplication(builder, cast, example));

  const rejected = await builder.atNsos(inEnglish('status.project.rejected'));
  await builder.decide(frenchEvaluator, rejected, 'nsoApproval', nsoDecisions.rejection, 'FR');
  tell({ stage: 'rejected', page: project(rejected), signInAs: 'greekFounder' });

  const closed = await builder.active(inEnglish('status.project.closed'));
  await frenchEvaluator.api.command(`/api/projects/${closed}/close`, withdrawal);
  tell({ stage: 'closed', page: project(closed), signInAs: 'greekFounder' });

  const withdrawn = await builder.submitted(inEnglish('status.project.withdrawn'));
  await greekFounder.api.command(`/api/projects/${withdrawn}/withdraw`, withdrawal);
  tell({ stage: 'withdrawn', page: project(withdrawn), signInAs: 'greekFounder' });
}

/** A teacher has four places in a period: when earlier runs took them all, one of their applications is shown. */
async function leaveSubmittedApplication(builder: Builder, cast: Cast, { application }: Example): Promise<Left> {
  const { greekFounder } = cast;
  const submitted = await builder.completed(inEnglish('status.label.submitted'));
  const applicationId = await builder.application(greekFounder, submitted, application);
  const left = (id: string): Left => {
    return { stage: 'applicationSubmitted', page: `/label-applications/${id}`, signInAs: 'greekFounder' };
  };
  try {
    await greekFounder.api.command(`/api/label-applications/${applicationId}/submit`);
    return left(applicationId);
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.code !== 'labelSlotsFull') throw error;
    const { items } = await greekFounder.api.get<{ items: LabelApplicationView[] }>('/api/label-applications');
    const own = items.find((each) => each.applicationId === applicationId);
    const earlier = items.find((each) => {
      return each.rulebookId === own?.rulebookId && each.status === 'submitted' && each.editable;
    });
    if (earlier === undefined) throw error;
    return left(earlier.applicationId);
  }
}
