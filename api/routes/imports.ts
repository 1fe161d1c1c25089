import { z } from 'zod';
import { IMPORT_KINDS } from '../../domain/import/row.js';
import { importRows } from '../../usecases/imports/import-rows.js';
import { importAnswer, importResultSchema, importTable } from '../answers/import.js';
import { actorOf } from '../bearer.js';
import { answers, operation } from '../route-schema.js';
import type { Routes } from './index.js';

const BODY_LIMIT_BYTES = 1024 * 1024;

const csvBody = z.instanceof(Buffer).meta({
  type: 'string',
  maxLength: BODY_LIMIT_BYTES,
  description: 'UTF-8, column names on the first line, separated by ; or ,: at most 1 MiB and 2,000 rows',
});

/** What an administrator brings in from other registers. */
export const importRoutes: Routes = async (app, { deps }) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    async (_: unknown, body: Buffer) => body,
  );

  app.post(
    '/imports/:kind',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        ...operation(
          'importRows',
          'imports',
          'Bring in schools, teachers, people with roles or running projects; the same again changes nothing',
        ),
        consumes: ['text/csv'],
        params: z.strictObject({ kind: z.enum(IMPORT_KINDS) }),
        querystring: z.strictObject({
          preview: z.stringbool().default(false).describe('Tell what would happen, and write nothing'),
          format: z.enum(['json', 'csv']).default('json').describe('csv: a table for spreadsheets'),
        }),
        body: csvBody,
        response: answers(
          { 200: importResultSchema },
          'invalid',
          'notYourRole',
          'bodyTooLarge',
          'unsupportedMediaType',
        ),
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { preview, format } = request.query;
      const result = await importRows(deps, actor, { kind: request.params.kind, content: request.body, preview });
      if (format === 'json') return importAnswer(actor.language, result);
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="import.csv"');
      return reply.send(importTable(actor.language, result) as never);
    },
  );
};
