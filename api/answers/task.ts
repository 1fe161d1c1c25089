import { z } from 'zod';
import { labelContentSchema } from '../../domain/label-content.js';
import { FORBIDDEN_CODES } from '../../domain/permissions.js';
import { PROJECT_CATEGORIES } from '../../domain/project-category.js';
import { labelRulesSchema } from '../../domain/rulebook/label.js';
import { SOURCES } from '../../domain/rulebook/source.js';
import {
  DECISION_OUTCOMES,
  LABEL_STATUSES,
  PROJECT_STATUSES,
  TASK_KINDS,
  TASK_STATUSES,
} from '../../domain/vocabulary.js';
import { answerValues, findingSchema, instant, kept } from '../route-schema.js';
import { projectSchema } from './project.js';

const summary = z.object({
  taskId: z.uuid(),
  kind: z.enum(TASK_KINDS),
  status: z.enum(TASK_STATUSES),
  outcome: z.string().nullable(),
  projectId: z.uuid(),
  rulebookId: z.string(),
  title: z.string(),
  category: z.enum(PROJECT_CATEGORIES),
  stage: z
    .enum([...PROJECT_STATUSES, ...LABEL_STATUSES])
    .describe('Where its project stands, or for an evaluation the label application'),
  nsoId: z.string(),
  school: z.object({ schoolId: z.uuid(), name: z.string() }).nullable().describe('The school whose council decides'),
  application: z
    .object({ applicationId: z.uuid(), applicantName: z.string() })
    .nullable()
    .describe('Whose application is evaluated'),
  countries: z.array(z.string()).describe('Countries of all members'),
  openedAt: instant,
  dueAt: instant,
  closedAt: instant.nullable(),
  overdue: z.boolean(),
  reminded: z.boolean(),
  escalated: z.boolean(),
  assignee: z.object({ userId: z.uuid(), displayName: z.string(), assignedAt: instant }).nullable(),
});

export const taskSummarySchema = summary.meta({ id: 'TaskSummary' });

const reasonSchema = z.object({
  rule: z.string(),
  from: z.enum(SOURCES),
  code: z.string(),
  met: z.boolean(),
  values: answerValues,
});

const conclusionSchema = z.object({
  outcome: z.enum(['award', 'refuse']),
  points: z.number(),
  maximumPoints: z.number(),
  reasons: z.array(reasonSchema).describe('Every comparison; all are met exactly when the label is awarded'),
});

const decisionSchema = z.object({
  outcome: z.enum(DECISION_OUTCOMES),
  decidedAt: instant,
  decidedByName: z.string(),
  content: z.unknown().describe('What was entered, in the form of the kind of task'),
  conclusion: conclusionSchema.nullable().describe('For an evaluation: what the rules concluded from the scores'),
});

const evaluatedSchema = z.object({
  applicationId: z.uuid(),
  applicantName: z.string(),
  version: z.int(),
  content: kept(labelContentSchema),
  receivedAt: instant,
  frozenAt: instant,
});

const dueWhySchema = z.object({
  fromOn: z.string(),
  workingDays: z.int(),
  toOn: z.string(),
  timeZone: z.string(),
  skipped: z.array(z.object({ on: z.string(), reason: z.enum(['weekend', 'closed']) })),
});

export const taskViewSchema = summary
  .extend({
    rulebookId: z.string(),
    dueWhy: dueWhySchema.describe('Why it is due then: days that were counted, and days that were not'),
    rungs: z
      .array(z.object({ rung: z.string(), kind: z.enum(['reminder', 'escalation']), at: instant }))
      .describe('When its people are reminded, and others are told'),
    project: projectSchema,
    warnings: z.array(findingSchema).describe('What the applicant was warned of'),
    evaluated: evaluatedSchema.nullable().describe('For an evaluation: what was frozen at the deadline (R-3.1.4)'),
    labelRules: kept(labelRulesSchema).nullable().describe('For an evaluation: by what it is scored'),
    decision: decisionSchema.nullable(),
    mayWork: z
      .discriminatedUnion('allowed', [
        z.object({ allowed: z.literal(true) }),
        z.object({ allowed: z.literal(false), code: z.enum(FORBIDDEN_CODES), rule: z.string().nullable() }),
      ])
      .describe('Whether I may claim and decide it'),
  })
  .meta({ id: 'TaskView' });
