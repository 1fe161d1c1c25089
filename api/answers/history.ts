import { z } from 'zod';
import { LABEL_STATUSES, PROJECT_STATUSES } from '../../domain/vocabulary.js';
import { answerValues, instant } from '../route-schema.js';

const status = z.enum([...PROJECT_STATUSES, ...LABEL_STATUSES]).nullable();

export const historyEntrySchema = z
  .object({
    seq: z.int().nullable().describe('Place in the chain; null for a refused command, which changed nothing'),
    at: instant,
    event: z.string().describe('What happened; commandRefused for what was turned away'),
    element: z.string().nullable().describe('Id of the BPMN element'),
    subject: z.enum(['project', 'label']),
    subjectId: z.uuid(),
    actorName: z.string().nullable(),
    onBehalfOf: z.string().nullable(),
    statusBefore: status,
    statusAfter: status,
    rules: z
      .array(z.object({ rule: z.string(), values: answerValues }))
      .describe('Rules that decided, with what they compared'),
    detail: answerValues,
    schoolName: z.string().nullable(),
    applicantName: z.string().nullable(),
    memberNames: z.string().nullable().describe('Of those who joined, left or were invited'),
    founderName: z.string().nullable().describe('Of the founder in whose place another is'),
    refused: z
      .object({ command: z.string(), code: z.string(), rule: z.string().nullable(), values: answerValues })
      .nullable(),
  })
  .meta({ id: 'HistoryEntry' });
