import { randomUUID } from 'node:crypto';

export const member = () => ({ teacherId: randomUUID(), schoolId: randomUUID(), roleText: 'Coordinates' });

/** A draft as somebody begins it: well formed, with members whom nobody knows, and without texts yet. */
export const draftContent = () => ({
  title: 'Bridges',
  shortDescription: '',
  goals: '',
  timetable: '',
  expectedResults: '',
  language: 'en',
  languageOfApplication: 'en',
  founders: [member(), member()],
  partners: [] as ReturnType<typeof member>[],
});
