import { beforeEach, describe, expect, test } from '@jest/globals';
import { loadRulebook } from '../../rulebooks/load.js';
import { contentOf } from './support/contents.js';
import { ProjectModel, TEACHERS } from './support/project-model.js';

const rulebook = await loadRulebook('gr-2021-2022');
const [ofFoundersSchool, one, sameSchool, otherSchool, french, italian] = TEACHERS as Required<typeof TEACHERS>;
if (!ofFoundersSchool || !one || !sameSchool || !otherSchool || !french || !italian)
  throw new Error('teachers are missing');

let model: ProjectModel;
beforeEach(() => {
  model = new ProjectModel(rulebook, '2021-11-08T09:15:00.000Z', contentOf);
  model.command('submit');
  while (councils('open')[0] ?? nsos()[0]) {
    const task = councils('open')[0] ?? nsos()[0];
    if (task) model.command('decide', { task, outcome: 'approve' });
  }
});

const councils = (status: string) =>
  model.facts.tasks.filter((task) => task.kind === 'councilApproval' && task.status === status);
const nsos = () => model.facts.tasks.filter((task) => task.kind === 'nsoApproval' && task.status === 'open');
const founder = (nsoId: string) =>
  model.facts.members.find((member) => member.role === 'founder' && member.nsoId === nsoId);
const invite = (who: (typeof TEACHERS)[number]) =>
  model.change('invite', { teacherId: who.teacherId, schoolId: who.schoolId }, null, who).answer;
const say = (answer: string, who: (typeof TEACHERS)[number]) => {
  const invitationId = model.pending.find((pending) => pending.teacherId === who.teacherId)?.invitationId ?? '';
  return model.change('answerInvitation', { invitationId, answer }, who.teacherId).answer;
};
const council = (outcome: 'approve' | 'reject') => {
  const [task] = councils('open');
  if (!task) throw new Error('no council is asked');
  return model.command('decide', { task, outcome }).answer;
};
const leave = (teacherId: string, by: string | null = teacherId) => model.change('leave', { teacherId }, by).answer;
const handOver = (founderTeacherId = '', successorTeacherId = '') =>
  model.change('handOver', { founderTeacherId, successorTeacherId }, founderTeacherId).answer;

describe('R-1.4.a a teacher joins an active project', () => {
  test('given a school whose council approved the project before, when the teacher accepts, then nobody is asked again', () => {
    invite(ofFoundersSchool);
    expect(say('accept', ofFoundersSchool)).toMatchObject({ kind: 'applied', outcome: 'effective' });
  });

  test('given a country that requires no council, when the teacher accepts, then he or she takes part at once', () => {
    invite(italian);
    expect(say('accept', italian)).toMatchObject({ outcome: 'effective' });
  });

  test('given two teachers of one Greek school, when both accept, then its council is asked once and decides on both', () => {
    for (const who of [one, sameSchool]) {
      invite(who);
      expect(say('accept', who)).toMatchObject({ outcome: 'accepted' });
    }
    expect(councils('open')).toHaveLength(1);
    council('approve');
    expect(model.facts.members.map((member) => member.teacherId)).toEqual(
      expect.arrayContaining([one.teacherId, sameSchool.teacherId]),
    );
  });

  test('given two teachers who wait for one council, when one of them declines after all, then it is asked still', () => {
    for (const who of [one, sameSchool]) {
      invite(who);
      say('accept', who);
    }
    expect(say('decline', one)).toMatchObject({ outcome: 'declined' });
    expect(councils('open')).toHaveLength(1);
    say('decline', sameSchool);
    expect(councils('open')).toEqual([]);
    expect(councils('cancelled')).toHaveLength(1);
  });

  test('given a council that rejected, when the teacher is invited again and accepts, then it is asked again', () => {
    invite(one);
    say('accept', one);
    council('reject');
    invite(one);
    say('accept', one);
    expect(councils('open')).toHaveLength(1);
    council('approve');
    expect(model.facts.members.map((member) => member.teacherId)).toContain(one.teacherId);
  });

  test('given an invitation, when another than the invited teacher answers, or it was accepted already, then it is turned away', () => {
    invite(one);
    const invitationId = model.pending[0]?.invitationId ?? '';
    const stranger = model.change('answerInvitation', { invitationId, answer: 'accept' }, italian.teacherId);
    expect(stranger.answer).toMatchObject({ code: 'notAMember' });
    say('accept', one);
    expect(say('accept', one)).toMatchObject({ code: 'invitationClosed' });
  });

  test('R-1.p1, R-2.f given a member, when he or she is invited again, then it is turned away, with the same school or another', () => {
    invite(italian);
    expect(invite(italian)).toMatchObject({ code: 'alreadyInvited', rule: 'R-1.p1' });
    say('accept', italian);
    expect(invite(italian)).toMatchObject({ code: 'alreadyMember', rule: 'R-1.p1' });
    expect(invite({ ...italian, schoolId: one.schoolId })).toMatchObject({ code: 'alreadyMember', rule: 'R-2.f' });
  });
});

describe('the end of an active project', () => {
  test('R-1.3.a given a teacher who waits for a council, when nobody completes the project, then both end with it', () => {
    invite(one);
    say('accept', one);
    invite(italian);
    while (model.status === 'active') model.wait();

    expect(model.status).toBe('lapsed');
    expect(model.invitations.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(councils('open')).toEqual([]);
    expect(invite(italian)).toMatchObject({ code: 'wrongStatus', rule: 'R-1.4.f' });
  });
});

describe('the category of an active project stays', () => {
  const national = () => {
    const [greek] = model.facts.members;
    if (!greek) throw new Error('no founder');
    model.facts.members = [greek, { ...otherSchool, role: 'founder' }];
  };

  test('R-1.2.b given a national project, when a teacher from abroad is invited, then it is turned away', () => {
    national();
    expect(invite(italian)).toMatchObject({
      code: 'categoryWouldChange',
      rule: 'R-1.2.b',
      values: { category: 'national', becomes: 'european' },
    });
    expect(invite(one)).toMatchObject({ kind: 'applied' });
  });

  test('R-1.2.c given an in-school project, when a teacher of another school is invited, then it is turned away', () => {
    model.facts.members = model.facts.members.map((member) => ({
      ...member,
      schoolId: 's',
      countryCode: 'GR',
      nsoId: 'GR',
    }));
    expect(invite(one)).toMatchObject({ code: 'categoryWouldChange', rule: 'R-1.2.c' });
    expect(invite({ ...one, schoolId: 's' })).toMatchObject({ kind: 'applied' });
  });

  test('R-1.2.a given two Greek founders, when the only partner from abroad would leave, then he or she may not', () => {
    national();
    model.facts.members = [...model.facts.members, { ...french, role: 'partner' }];
    expect(leave(french.teacherId)).toMatchObject({
      code: 'categoryWouldChange',
      rule: 'R-1.2.a',
      values: { category: 'european', becomes: 'national' },
    });
  });
});

describe('R-1.4.e, R-1.4.f a founder hands over', () => {
  test('given a member of the same NSO, when he or she accepts, then the two change places', () => {
    const before = founder('GR');
    invite(ofFoundersSchool);
    say('accept', ofFoundersSchool);
    handOver(before?.teacherId, ofFoundersSchool.teacherId);
    expect(founder('GR')).toEqual(before);

    expect(say('accept', ofFoundersSchool)).toMatchObject({ outcome: 'effective' });

    expect(founder('GR')?.teacherId).toBe(ofFoundersSchool.teacherId);
    expect(model.facts.members.find((member) => member.teacherId === before?.teacherId)?.role).toBe('partner');
    expect(leave(before?.teacherId ?? '')).toMatchObject({ outcome: 'left' });
  });

  test('given somebody of another NSO, nobody, or the other founder, when one hands over to him or her, then it is turned away', () => {
    invite(italian);
    say('accept', italian);
    const greek = founder('GR')?.teacherId;
    expect(handOver(greek, italian.teacherId)).toMatchObject({ code: 'successorOfAnotherNso', rule: 'R-1.4.f' });
    expect(handOver(greek, one.teacherId)).toMatchObject({ code: 'memberUnknown' });
    expect(handOver(greek, founder('FR')?.teacherId)).toMatchObject({ code: 'memberUnknown' });
  });

  test('given a successor who was asked, when another is asked for the same place, then it is turned away', () => {
    for (const who of [ofFoundersSchool, one]) {
      invite(who);
      say('accept', who);
    }
    council('approve');
    const greek = founder('GR')?.teacherId;
    handOver(greek, ofFoundersSchool.teacherId);
    expect(handOver(greek, one.teacherId)).toMatchObject({ code: 'alreadyInvited', rule: 'R-1.4.e' });
  });

  test('given a successor who was asked, when he or she leaves, then the place is free to be offered to another', () => {
    invite(ofFoundersSchool);
    say('accept', ofFoundersSchool);
    handOver(founder('GR')?.teacherId, ofFoundersSchool.teacherId);
    leave(ofFoundersSchool.teacherId, null);
    expect(model.pending).toEqual([]);
  });

  test('given a founder, when he or she would leave or be removed, then he or she hands over first', () => {
    const { teacherId = '' } = founder('FR') ?? {};
    for (const by of [teacherId, null]) {
      expect(leave(teacherId, by)).toMatchObject({ code: 'handOverFirst', rule: 'R-1.4.e' });
    }
  });
});
