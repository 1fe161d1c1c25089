// The ways through the lifecycle whose histories are kept for every release, so that later workflow code can be held against them.
import { sql } from 'kysely';
import { labelWorkflowId, periodWorkflowId, projectWorkflowId } from '../../temporal/names.js';
import { closeProject } from '../../usecases/close-project.js';
import { completeProject } from '../../usecases/complete-project.js';
import { startPeriodsOnce } from '../../usecases/start-periods.js';
import { lookSignal } from '../../workflows/messages.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { APPROVE, COUNCIL_APPROVES, COUNCIL_REJECTS, evaluation, REJECT, RETURN } from '../support/contents.js';
import { closeIn } from '../support/deadline.js';
import type { Lifecycle } from '../support/lifecycle.js';
import { allocatedBy, holders, periodRow } from '../support/periods.js';
import { problemOf } from '../support/problem-of.js';
import { passDeadline, publishNextPeriod, publishRules, withoutNextPeriod } from '../support/rules.js';
import { teamOf } from '../support/team.js';
import { until } from '../support/until.js';

/** Goes one way. @returns the workflows that it went through, by the name of their recording */
type Scenario = (life: Lifecycle, actions: Actions) => Promise<Record<string, string>>;

/** A working day in a fraction of a second. */
const FAST = 500_000;

const SCENARIOS = {
  goldenAward,
  rejected,
  withdrawn,
  lateRolledOver,
  wokenLabel,
  remindersWithEscalation,
  returned,
  councilRevised,
  closed,
  lapsed,
  teamChanged,
  evaluationPeriod,
} satisfies Record<string, Scenario>;

/** The recordings that a release has. */
export const RECORDINGS = [
  'golden-award-project',
  'golden-award-label',
  'rejected',
  'withdrawn',
  'late-rolled-over-project',
  'late-rolled-over-label',
  'woken-label',
  'reminders-with-escalation',
  'returned',
  'council-revised',
  'closed',
  'lapsed',
  'team-changed',
  'evaluation-period',
] as const;
export type Recording = (typeof RECORDINGS)[number];

/** Goes all ways, with a worker of the lifecycle's. @returns the workflow's id for each recording */
export async function goAllWays(life: Lifecycle): Promise<Record<Recording, string>> {
  const actions = actionsOf(life);
  const gone = await Promise.all(Object.values(SCENARIOS).map((scenario) => scenario(life, actions)));
  return Object.assign({}, ...gone);
}

/** Council, both NSOs, completion, an application that is edited, frozen, evaluated and awarded; the project is archived. */
async function goldenAward(life: Lifecycle, actions: Actions) {
  const { owner, deps, people } = life;
  const rules = await publishRules(owner);
  const projectId = await actions.activate({ rulebookId: rules.rulebookId });
  await closeIn(owner, rules, 3_000);
  await sql`update periods set closes_at = records_clock() + interval '5 seconds'
    where period_id = ${rules.periodIds[1]}`.execute(owner);
  const founder = people.greekFounder;
  await completeProject(deps, founder.actor, `complete ${projectId}`, projectId, { summary: 'All went well.' });
  const { applicationId } = await actions.apply('greekFounder', projectId);
  await actions.edit('greekFounder', applicationId, 'We did it well.');
  await actions.labelWith(applicationId, 'evaluation');
  await actions.answer('greekEvaluator', projectId, 'labelEvaluation', 'GR', evaluation());
  const ids = {
    'golden-award-project': projectWorkflowId(projectId),
    'golden-award-label': labelWorkflowId(projectId, founder.teacherId),
  };
  await Promise.all(Object.values(ids).map((id) => deps.temporal.workflow.getHandle(id).result()));
  return ids;
}

async function rejected(_life: Lifecycle, actions: Actions) {
  const projectId = await actions.reachNsos();
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', APPROVE);
  await actions.answer('frenchEvaluator', projectId, 'nsoApproval', 'FR', REJECT);
  return { rejected: projectWorkflowId(projectId) };
}

/** Somebody also asks for what is refused: completion before the project is active. */
async function withdrawn({ deps, people }: Lifecycle, actions: Actions) {
  const projectId = await actions.reachNsos();
  const early = completeProject(deps, people.greekFounder.actor, 'early', projectId, { summary: 'All went well.' });
  await problemOf(early);
  await actions.withdraw('frenchFounder', projectId);
  return { withdrawn: projectWorkflowId(projectId) };
}

async function lateRolledOver({ owner, people }: Lifecycle, actions: Actions) {
  const rules = await publishRules(owner);
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  const applicationId = await actions.labelDraft('frenchFounder', projectId);
  await passDeadline(owner, rules);
  await actions.applyFor('frenchFounder', applicationId);
  await actions.edit('frenchFounder', applicationId, 'There was more time after all.');
  return {
    'late-rolled-over-project': projectWorkflowId(projectId),
    'late-rolled-over-label': labelWorkflowId(projectId, people.frenchFounder.teacherId),
  };
}

/** Waits for a period; asked in vain, edited, and asked once more when one is published: it enters it. */
async function wokenLabel({ owner, deps, people }: Lifecycle, actions: Actions) {
  const rules = await publishRules(owner, { change: withoutNextPeriod });
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  const applicationId = await actions.labelDraft('frenchFounder', projectId);
  await passDeadline(owner, rules);
  await actions.applyFor('frenchFounder', applicationId);
  const workflowId = labelWorkflowId(projectId, people.frenchFounder.teacherId);
  const ask = () => deps.temporal.workflow.getHandle(workflowId).signal(lookSignal);
  await ask();
  await until('the look', async () => (await actions.labelRow(applicationId)).timer?.endsWith('/2'));
  await actions.edit('frenchFounder', applicationId, 'While it waits.');
  await publishNextPeriod(owner, rules, new Date().toISOString());
  await ask();
  await actions.labelWith(applicationId, 'submitted');
  return { 'woken-label': workflowId };
}

/** Nobody answers for the council until the NSO's administrators were told; then it approves. */
async function remindersWithEscalation({ owner }: Lifecycle, actions: Actions) {
  const { rulebookId } = await publishRules(owner, { closesInMs: 50_000, ratio: FAST });
  const projectId = await actions.submit({ rulebookId });
  const { task_id } = await actions.task(projectId, 'councilApproval');
  await until('the escalation', async () => (await actions.task(projectId, 'councilApproval')).escalated_at);
  await actions.decide('athensHead', task_id, COUNCIL_APPROVES);
  return { 'reminders-with-escalation': projectWorkflowId(projectId) };
}

/** The Greek NSO returns it, the French one has to wait; both decide on what was resubmitted, and it is active. */
async function returned(_life: Lifecycle, actions: Actions) {
  const projectId = await actions.reachNsos();
  const { task_id: french } = await actions.task(projectId, 'nsoApproval', { nsoId: 'FR' });
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', RETURN);
  await problemOf(actions.decide('frenchEvaluator', french, APPROVE));
  await actions.resubmit('greekFounder', projectId, { title: 'Tides and diaries' });
  await actions.decide('frenchEvaluator', french, APPROVE);
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', APPROVE);
  return { returned: projectWorkflowId(projectId) };
}

async function councilRevised(_life: Lifecycle, actions: Actions) {
  const projectId = await actions.submit();
  await actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_REJECTS);
  await actions.resubmit('frenchFounder', projectId, { goals: 'Pupils learn to measure together.' });
  await actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_APPROVES);
  return { 'council-revised': projectWorkflowId(projectId) };
}

async function closed({ deps, people }: Lifecycle, actions: Actions) {
  const projectId = await actions.activate();
  const reason = { reason: 'The school has closed.' };
  await closeProject(deps, people.greekEvaluator.actor, `close ${projectId}`, projectId, reason);
  return { closed: projectWorkflowId(projectId) };
}

/** Returned, and nobody resubmits: reminders, an escalation, and the end. */
async function lapsed({ owner, deps }: Lifecycle, actions: Actions) {
  const { rulebookId } = await publishRules(owner, { closesInMs: 50_000, ratio: FAST });
  const projectId = await actions.reachNsos({ rulebookId });
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', RETURN);
  const workflowId = projectWorkflowId(projectId);
  await deps.temporal.workflow.getHandle(workflowId).result();
  return { lapsed: workflowId };
}

/**
 * A teacher joins once the council has approved, another one declines, and a third invitation is taken back; who joined
 * becomes founder in the Greek one's place, who could not leave before and then does.
 */
async function teamChanged(life: Lifecycle, actions: Actions) {
  const team = teamOf(life);
  const projectId = await actions.activate();
  await problemOf(team.leave('greekFounder', projectId));
  await team.join(projectId, 'greekPartner');
  await team.answer(
    'italianTeacher',
    projectId,
    await team.invite('frenchFounder', projectId, 'italianTeacher'),
    'decline',
  );
  const withdrawn = await team.invite('frenchFounder', projectId, 'frenchTeacherEvaluator');
  await team.withdraw('frenchFounder', projectId, withdrawn);
  const { task_id } = await actions.task(projectId, 'councilApproval', { schoolId: life.schools.patras });
  await actions.decide('patrasHead', task_id, COUNCIL_APPROVES);
  const succession = await team.succeed('greekFounder', projectId, 'greekFounder', 'greekPartner');
  await team.answer('greekPartner', projectId, succession, 'accept');
  await team.leave('greekFounder', projectId);
  return { 'team-changed': projectWorkflowId(projectId) };
}

/** On a clock on which looks are seconds apart, an NSO's evaluation: one application is allocated, awarded and published. */
async function evaluationPeriod(life: Lifecycle, actions: Actions) {
  const { owner, deps, people } = life;
  const rules = await publishRules(owner, { closesInMs: 50_000, ratio: FAST, change: allocatedBy('leastLoaded') });
  const [periodId = ''] = rules.periodIds;
  const projectId = await actions.activate({ rulebookId: rules.rulebookId });
  await closeIn(owner, rules, 3_000);
  await sql`update periods set evaluation_closes_at = closes_at + interval '1 hour' where period_id = ${periodId}`.execute(
    owner,
  );
  await completeProject(deps, people.greekFounder.actor, `complete ${projectId}`, projectId, {
    summary: 'All went well.',
  });
  await actions.apply('greekFounder', projectId);
  await until('the period has begun', async () => {
    await startPeriodsOnce(deps, { spreadMs: 0 });
    return periodRow(life, 'GR', periodId);
  });
  const [holder] = await until('the application is allocated', async () => {
    const held = await holders(life, 'GR', periodId);
    return held[0] && held;
  });
  const evaluator = holder === 'greekEvaluator' ? 'greekEvaluator' : 'otherGreekEvaluator';
  await actions.answer(evaluator, projectId, 'labelEvaluation', 'GR', evaluation());
  const id = periodWorkflowId('GR', periodId);
  await deps.temporal.workflow.getHandle(id).result();
  return { 'evaluation-period': id };
}
