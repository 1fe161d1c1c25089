import type { ProjectContent } from '../../../domain/project-content.js';

const member = (index: number) => ({ teacherId: `t${index}`, schoolId: `s${index}`, roleText: 'Leads.' });

/** Odd versions change the title, even ones only the short description. */
export const contentOf = (version: number): ProjectContent => ({
  title: `Seas of stories ${Math.floor((version + 1) / 2)}`,
  shortDescription: `Version ${version}`,
  goals: 'To write.',
  timetable: 'All year.',
  expectedResults: 'Letters.',
  language: 'en',
  languageOfApplication: 'en',
  founders: [member(1), member(2)],
  partners: [],
});
