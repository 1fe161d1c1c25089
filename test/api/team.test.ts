// The team of an active project, over HTTP: who joins, who leaves, who is founder.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { COUNCIL_REJECTS } from '../support/contents.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';
import { COUNCIL_APPROVES, good, type Story, story } from './support/story.js';

let api: LifecycleApi;
let people: Story;
beforeAll(async () => {
  api = await lifecycleApi('api_team');
  people = story(api);
}, 60_000);
afterAll(() => api?.close());

type Person = Parameters<Story['post']>[0];
const teacherId = (person: Person) => api.lifecycle.people[person].teacherId;

/** As the API takes it: the teacher of Patras, or with changes. */
const invitation = (changes: object = {}) => ({
  teacherId: teacherId('greekPartner'),
  schoolId: api.lifecycle.schools.patras,
  roleText: 'Leads the reading.',
  ...changes,
});
const invite = (by: Person, projectId: string, body: object = invitation(), key?: string) =>
  people.post(by, `/api/projects/${projectId}/invitations`, body, key);
const answer = (by: Person, projectId: string, invitationId: string, said: string) =>
  people.post(by, `/api/projects/${projectId}/invitations/${invitationId}/answer`, { answer: said });

/** An active project in which the teacher of Patras takes part. */
async function joined(title: string): Promise<string> {
  const projectId = await people.active(title);
  const { commandId } = good(await invite('greekFounder', projectId));
  good(await answer('greekPartner', projectId, commandId, 'accept'));
  await people.decide('patrasHead', projectId, COUNCIL_APPROVES);
  return projectId;
}

describe('an invitation', () => {
  it('R-1.4.a is made, seen, accepted, decided by the council of the school, and told in the history', async () => {
    const projectId = await people.active('Joined');
    const made = good(await invite('greekFounder', projectId, invitation(), 'invite-once'));
    expect(good(await invite('greekFounder', projectId, invitation(), 'invite-once'))).toEqual(made);
    expect(made).toMatchObject({ outcome: 'invited', status: 'active' });

    const seen = good(await people.get('greekPartner', `/api/projects/${projectId}`));
    expect(seen).toMatchObject({
      mayDo: ['answerInvitation'],
      invitations: [{ status: 'open', invitationId: made.commandId }],
    });
    const { items } = good(await people.get('greekPartner', '/api/projects?limit=100'));
    expect(items.map((one: { projectId: string }) => one.projectId)).toContain(projectId);

    const mine = async () => good(await people.get('greekPartner', '/api/invitations')).items;
    expect(await mine()).toMatchObject([
      { projectId, invitationId: made.commandId, title: 'Joined', asFounder: false },
    ]);
    expect(good(await answer('greekPartner', projectId, made.commandId, 'accept'))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await mine()).toEqual([]);
    expect(await people.decide('patrasHead', projectId, COUNCIL_APPROVES)).toMatchObject({ status: 'active' });

    const project = good(await people.get('greekPartner', `/api/projects/${projectId}`));
    expect(project.mayDo).toEqual(['leave']);
    expect(project.invitations).toEqual([]);
    const { entries } = good(await people.get('greekPartner', `/api/projects/${projectId}/history`));
    expect(entries.slice(-3)).toMatchObject([
      {
        event: 'memberInvited',
        actorName: 'greekFounder',
        memberNames: 'greekPartner',
        schoolName: 'School of patras',
      },
      { event: 'invitationAccepted', memberNames: 'greekPartner' },
      { event: 'councilAdmitted', memberNames: 'greekPartner', schoolName: 'School of patras' },
    ]);
  });

  it('is refused with the field and the rule that it breaks', async () => {
    const projectId = await people.active('Refused');
    const { lyon, athens, patras } = api.lifecycle.schools;
    const answers = [
      await invite('greekFounder', projectId, invitation({ schoolId: lyon })),
      await invite('greekFounder', projectId, invitation({ roleText: ' ' })),
      await invite('greekFounder', projectId, invitation({ teacherId: projectId })),
      await invite('greekFounder', projectId, invitation({ teacherId: teacherId('frenchFounder'), schoolId: lyon })),
      await invite('greekFounder', projectId, invitation({ teacherId: teacherId('greekFounder'), schoolId: patras })),
      await invite('greekFounder', projectId, invitation({ schoolId: projectId })),
      await invite('greekFounder', projectId, { ...invitation(), founder: true }),
      await invite('greekEvaluator', projectId),
    ];

    expect(answers.map((each) => [each.statusCode, each.json().code, each.json().rule])).toEqual([
      [422, 'invalid', 'R-1.p1'],
      [422, 'invalid', 'R-1.2.a.I'],
      [422, 'invalid', 'R-1.p0'],
      [422, 'invalid', 'R-1.p1'],
      [422, 'invalid', 'R-2.f'],
      [422, 'invalid', 'R-1.p1'],
      [422, 'invalid', null],
      [403, 'notRegistered', 'R-1.p0'],
    ]);
    expect(answers[3]?.json().fields).toMatchObject([{ field: 'teacherId', code: 'memberTwice' }]);
    expect(answers[0]?.json().fields).toMatchObject([{ field: 'schoolId', code: 'schoolNotOfTeacher' }]);
    expect((await invite('italianTeacher', projectId)).statusCode).toBe(404);
    expect(athens).not.toBe(patras);
  });

  it('R-1.2.a.II, R-1.4.d of a team that grows large is warned, never refused; who does not see the project hears nothing', async () => {
    const projectId = await people.active('Large');
    const url = `/api/projects/${projectId}/team/warnings`;
    expect(good(await people.get('greekFounder', url)).items).toEqual([]);
    const { owner, schools } = api.lifecycle;
    const ids = Array.from({ length: 20 }, () => uuidv7());
    const users = ids.map((id) => ({
      user_id: id,
      issuer: 'x',
      subject: id,
      email: `${id}@x.example`,
      display_name: id,
      language: 'en' as const,
    }));
    await owner.insertInto('users').values(users).execute();
    const profile = { mother_tongues: ['fr'], understands: ['en'] };
    await owner
      .insertInto('teachers')
      .values(ids.map((id) => ({ teacher_id: id, user_id: id, ...profile })))
      .execute();
    await owner
      .insertInto('project_members')
      .values(
        ids.map((id) => ({
          project_id: projectId,
          teacher_id: id,
          school_id: schools.lyon,
          role: 'partner' as const,
          role_text: 'Helps.',
        })),
      )
      .execute();

    expect(good(await people.get('greekFounder', url)).items).toMatchObject([
      { code: 'largeTeam', rule: 'R-1.2.a.II' },
    ]);
    good(await invite('greekFounder', projectId));
    expect((await people.get('italianTeacher', url)).statusCode).toBe(404);
  });

  it('is answered by the invited teacher alone, and once', async () => {
    const projectId = await people.active('Answered');
    const { commandId } = good(await invite('frenchFounder', projectId));

    expect((await answer('greekFounder', projectId, commandId, 'accept')).json()).toMatchObject({
      status: 403,
      code: 'notInvited',
      rule: 'R-1.p1',
    });
    good(await answer('greekPartner', projectId, commandId, 'decline'));
    expect((await answer('greekPartner', projectId, commandId, 'accept')).json()).toMatchObject({ status: 404 });
    const withdraw = `/api/projects/${projectId}/invitations/${commandId}/withdraw`;
    expect((await people.post('frenchFounder', withdraw)).json()).toMatchObject({
      status: 409,
      code: 'invitationClosed',
    });
  });

  it('R-1.4.a ends when the council rejects, whose reason the history does not hold', async () => {
    const projectId = await people.active('Rejected');
    const { commandId } = good(await invite('greekFounder', projectId));
    good(await answer('greekPartner', projectId, commandId, 'accept'));
    const taskId = await people.taskOf('patrasHead', projectId);
    good(await people.post('patrasHead', `/api/tasks/${taskId}/decide`, COUNCIL_REJECTS));

    const decided = good(await people.get('patrasHead', `/api/tasks/${taskId}`));
    expect(decided).toMatchObject({
      status: 'decided',
      outcome: 'reject',
      project: { status: 'active', invitations: [] },
    });
    const { entries } = good(await people.get('greekFounder', `/api/projects/${projectId}/history`));
    expect(entries.at(-1)).toMatchObject({ event: 'councilRefused', memberNames: 'greekPartner' });
  });
});

describe('a member', () => {
  it('leaves, or is removed with a reason by a founder; a founder does neither', async () => {
    const projectId = await joined('Left');
    const remove = (by: Person, who: Person, body: object = { reason: 'No more time.' }) =>
      people.post(by, `/api/projects/${projectId}/members/${teacherId(who)}/remove`, body);
    expect((await remove('greekFounder', 'greekPartner', {})).json()).toMatchObject({ status: 422, code: 'invalid' });
    expect((await remove('greekPartner', 'greekFounder')).json()).toMatchObject({ status: 403, code: 'notAFounder' });
    expect((await remove('greekFounder', 'italianTeacher')).json()).toMatchObject({
      status: 404,
      code: 'memberUnknown',
    });
    expect((await people.post('greekFounder', `/api/projects/${projectId}/leave`, {})).json()).toMatchObject({
      status: 409,
      code: 'handOverFirst',
      rule: 'R-1.4.e',
    });

    expect(good(await people.post('greekPartner', `/api/projects/${projectId}/leave`, {}))).toMatchObject({
      outcome: 'left',
    });

    const { members } = good(await people.get('greekFounder', `/api/projects/${projectId}`));
    expect(members.map((member: { displayName: string }) => member.displayName).sort()).toEqual([
      'frenchFounder',
      'greekFounder',
    ]);
    expect((await people.get('greekPartner', `/api/projects/${projectId}`)).statusCode).toBe(404);
  });
});

describe('a founder', () => {
  it('R-1.4.e hands over to a member of the same NSO, who accepts; nobody hands over another’s place', async () => {
    const projectId = await joined('Handed over');
    const ask = (by: Person, founder: Person, successor: Person) =>
      people.post(by, `/api/projects/${projectId}/successions`, {
        founderTeacherId: teacherId(founder),
        successorTeacherId: teacherId(successor),
      });
    expect((await ask('frenchFounder', 'frenchFounder', 'greekPartner')).json()).toMatchObject({
      status: 409,
      code: 'successorOfAnotherNso',
      rule: 'R-1.4.f',
    });
    expect((await ask('frenchFounder', 'greekFounder', 'greekPartner')).json()).toMatchObject({
      status: 403,
      code: 'notThatFounder',
    });
    const { commandId } = good(await ask('greekFounder', 'greekFounder', 'greekPartner'));
    expect(good(await answer('greekPartner', projectId, commandId, 'accept'))).toMatchObject({ outcome: 'effective' });

    const { members, mayDo } = good(await people.get('greekPartner', `/api/projects/${projectId}`));
    expect(members).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ displayName: 'greekPartner', role: 'founder', accountClosed: false }),
        expect.objectContaining({ displayName: 'greekFounder', role: 'partner' }),
      ]),
    );
    expect(mayDo).toEqual(['complete', 'invite', 'handOver', 'removeMember']);
    const { entries } = good(await people.get('greekFounder', `/api/projects/${projectId}/history`));
    expect(entries.at(-1)).toMatchObject({
      event: 'founderSucceeded',
      memberNames: 'greekPartner',
      founderName: 'greekFounder',
    });
  });
});
