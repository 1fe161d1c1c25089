// Forms with a file: their fields are the request's body, as of every form; the file stands beside it.
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../usecases/problem.js';
import type { FormBody } from './form.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What was uploaded; null where no file was chosen. It is kept nowhere. */
    uploaded: Buffer | null;
  }
}

const MOST_FIELDS = 20;
const SHORT_FIELDS_BYTES = 10_000;

/**
 * Reads the forms of this scope, with at most one file of that size, and its text again. It is read before it is known who
 * sends it, as every form is: so all fields together are no larger than one text may be. A browser sends each line break of
 * a text as two bytes, so that it may be twice the file.
 */
export async function readUploads(scope: FastifyInstance, limitBytes: number): Promise<void> {
  const limits = { fileSize: limitBytes, fieldSize: 2 * limitBytes, files: 1, fields: MOST_FIELDS };
  await scope.register(multipart, { limits });
  scope.decorateRequest('uploaded', null);
  scope.addHook('preValidation', async (request) => {
    if (request.isMultipart()) await read(request, limits.fieldSize + SHORT_FIELDS_BYTES);
  });
}

async function read(request: FastifyRequest, mostOfFields: number): Promise<void> {
  const body: FormBody = {};
  let length = 0;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const content = await part.toBuffer();
      if (part.filename) request.uploaded = content;
    } else {
      const value = String(part.value);
      length += Buffer.byteLength(value);
      if (part.valueTruncated || length > mostOfFields) throw new Problem('bodyTooLarge');
      body[part.fieldname] = value;
    }
  }
  request.body = body;
}
