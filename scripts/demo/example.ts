// The texts of examples/european-project, and how its placeholders become ids of the running system.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  type CouncilDecisionContent,
  councilDecisionSchema,
  type EvaluationContent,
  evaluationSchema,
  nsoDecisionSchema,
} from '../../domain/decision-content.js';
import { type LabelContent, labelContentSchema } from '../../domain/label-content.js';
import { type ProjectContent, projectContentSchema } from '../../domain/project-content.js';
import { projectFolder } from '../../local/project-folder.js';

const memberSchema = z.strictObject({ person: z.email(), school: z.string(), roleText: z.string() });
export type MemberPlaceholder = z.output<typeof memberSchema>;

const projectSchema = projectContentSchema.omit({ founders: true, partners: true }).extend({
  founders: z.tuple([memberSchema, memberSchema]),
  partners: z.array(memberSchema),
});
const nsoDecisionsSchema = z.strictObject({
  GR: nsoDecisionSchema,
  FR: nsoDecisionSchema,
  rejection: nsoDecisionSchema,
  return: nsoDecisionSchema,
});
const yearSchema = z.strictObject({
  programmeAt: z.iso.datetime(),
  completedAt: z.iso.datetime(),
  applicationEditedAt: z.iso.datetime(),
  lateDraftAt: z.iso.datetime(),
});
/** When people act, in programme time. */
export type Year = z.output<typeof yearSchema>;

const editSchema = z.strictObject({ criterion: z.string(), text: z.string(), resultsLink: z.url() });

/** Everything that people write about the project. */
export interface Example {
  project: z.output<typeof projectSchema>;
  councilApproval: CouncilDecisionContent;
  councilRejection: CouncilDecisionContent;
  nsoDecisions: z.output<typeof nsoDecisionsSchema>;
  withdrawal: { reason: string };
  completion: { summary: string };
  application: LabelContent;
  applicationEdit: z.output<typeof editSchema>;
  lateApplication: LabelContent;
  evaluation: EvaluationContent;
  year: Year;
}

/** Reads the example. @throws when a file is missing or is not what its schema says */
export async function readExample(): Promise<Example> {
  const folder = path.join(projectFolder(), 'examples', 'european-project');
  const read = async <Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>> => {
    return schema.parse(JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8')));
  };
  return {
    project: await read('project', projectSchema),
    councilApproval: await read('council-approval', councilDecisionSchema),
    councilRejection: await read('council-rejection', councilDecisionSchema),
    nsoDecisions: await read('nso-decisions', nsoDecisionsSchema),
    withdrawal: await read('withdrawal', z.strictObject({ reason: z.string() })),
    completion: await read('completion', z.strictObject({ summary: z.string() })),
    application: await read('label-application', labelContentSchema),
    applicationEdit: await read('label-application-edit', editSchema),
    lateApplication: await read('label-application-late', labelContentSchema),
    evaluation: await read('evaluation', evaluationSchema),
    year: await read('year', yearSchema),
  };
}

/** The project with ids in place of its placeholders. @param find gives the ids of a member */
export async function resolveProject(
  project: Example['project'],
  find: (member: MemberPlaceholder) => Promise<{ teacherId: string; schoolId: string }>,
): Promise<ProjectContent> {
  const resolve = async (member: MemberPlaceholder) => ({ ...(await find(member)), roleText: member.roleText });
  const [first, second] = project.founders;
  return {
    ...project,
    founders: [await resolve(first), await resolve(second)],
    partners: await Promise.all(project.partners.map(resolve)),
  };
}

/** The application as it is after the applicant's edit: a better text for one criterion, and one more link. */
export function editedApplication({ application, applicationEdit: edit }: Example): LabelContent {
  return {
    ...application,
    selfAssessment: application.selfAssessment.map((answer) =>
      answer.criterion === edit.criterion ? { ...answer, text: edit.text } : answer,
    ),
    resultsLinks: [...application.resultsLinks, edit.resultsLink],
  };
}
