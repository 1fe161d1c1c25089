import { z } from 'zod';
import { PROJECT_CATEGORIES } from '../../domain/project-category.js';
import { projectContentSchema } from '../../domain/project-content.js';
import {
  DECISION_OUTCOMES,
  LABEL_STATUSES,
  PROJECT_STATUSES,
  TASK_KINDS,
  TASK_STATUSES,
} from '../../domain/vocabulary.js';
import { PROJECT_ACTIONS } from '../../usecases/read-project.js';
import { instant, kept } from '../route-schema.js';

const waitsFor = z.object({
  kind: z.enum(TASK_KINDS),
  nsoId: z.string(),
  schoolName: z.string().nullable(),
  dueAt: instant,
  overdue: z.boolean(),
});

export const projectSummarySchema = z
  .object({
    projectId: z.uuid(),
    rulebookId: z.string(),
    title: z.string(),
    status: z.enum([...PROJECT_STATUSES, 'draft']),
    category: z.enum(PROJECT_CATEGORIES).nullable().describe('Null in drafts'),
    language: z.string(),
    sinceAt: instant.describe(
      'When it was submitted; a draft, when it was begun. The list is sorted by it, newest first',
    ),
    founders: z.array(z.object({ teacherId: z.uuid(), displayName: z.string(), countryCode: z.string() })),
    countries: z.array(z.string()).describe('Countries of all members'),
    openTasks: z.array(waitsFor).describe('What it is waiting for, first due first'),
  })
  .meta({ id: 'ProjectSummary' });

const memberSchema = z.object({
  teacherId: z.uuid(),
  displayName: z.string(),
  role: z.enum(['founder', 'partner']),
  roleText: z.string(),
  school: z.object({ schoolId: z.uuid(), name: z.string() }),
  countryCode: z.string(),
  nsoId: z.string(),
  accountClosed: z.boolean().describe('He or she can no longer sign in: the other founder may hand over'),
});

const invitationSchema = z.object({
  invitationId: z.uuid(),
  teacherId: z.uuid(),
  displayName: z.string(),
  school: z.object({ schoolId: z.uuid(), name: z.string() }),
  countryCode: z.string(),
  roleText: z.string(),
  replacesTeacherId: z.uuid().nullable().describe('The founder in whose place; null where somebody is to join'),
  status: z.enum(['open', 'accepted']).describe('accepted: waits for the council of the school'),
  invitedAt: instant,
});

const taskOfProjectSchema = waitsFor.extend({
  taskId: z.uuid(),
  status: z.enum(TASK_STATUSES),
  openedAt: instant,
  escalated: z.boolean(),
  closedAt: instant.nullable(),
  assigneeName: z.string().nullable(),
});

const decisionOfProjectSchema = z.object({
  taskId: z.uuid(),
  kind: z.enum(TASK_KINDS),
  nsoId: z.string(),
  outcome: z.enum(DECISION_OUTCOMES),
  decidedAt: instant,
  decidedByName: z.string(),
  reason: z.string().nullable(),
});

const project = z.object({
  projectId: z.uuid(),
  rulebookId: z.string(),
  title: z.string(),
  status: z.enum(PROJECT_STATUSES),
  category: z.enum(PROJECT_CATEGORIES),
  content: kept(projectContentSchema),
  version: z.int().describe('Of what was submitted last; a resubmission names it'),
  submittedAt: instant,
  activatedAt: instant.nullable(),
  completedAt: instant.nullable(),
  completionSummary: z.string().nullable(),
  members: z.array(memberSchema),
  invitations: z.array(invitationSchema).describe('Who is asked to join, or to be founder'),
  tasks: z.array(taskOfProjectSchema).describe("Tasks of councils and NSOs; evaluations are the applicants' own"),
  decisions: z.array(decisionOfProjectSchema),
});

/** A submitted project, without what depends on who looks at it. */
export const projectSchema = project.meta({ id: 'Project' });

export const projectViewSchema = project
  .extend({
    waitingFor: z.array(waitsFor).describe('Who has it now: open tasks, first due first'),
    myApplication: z.object({ applicationId: z.uuid(), status: z.enum([...LABEL_STATUSES, 'draft']) }).nullable(),
    mayDo: z.array(z.enum(PROJECT_ACTIONS)).describe('What I may ask of it now'),
  })
  .meta({ id: 'ProjectView' });

export const projectVersionsSchema = z
  .object({
    items: z.array(
      z.object({
        version: z.int(),
        submittedAt: instant,
        submittedBy: z.string().describe('Name of whoever submitted it'),
        isCurrent: z.boolean().describe('The one that councils and NSOs decide on'),
      }),
    ),
  })
  .meta({ id: 'ProjectVersions' });
