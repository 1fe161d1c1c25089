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

/** Reads the forms of this scope, with at most one file and one long text of that size. */
export async function readUploads(scope: FastifyInstance, limitBytes: number): Promise<void> {
  await scope.register(multipart, { limits: { fileSize: limitBytes, fieldSize: limitBytes, files: 1, fields: 20 } });
  scope.decorateRequest('uploaded', null);
  scope.addHook('preValidation', async (request) => {
    if (request.isMultipart()) await read(request);
  });
}

async function read(request: FastifyRequest): Promise<void> {
  const body: FormBody = {};
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const content = await part.toBuffer();
      if (part.filename) request.uploaded = content;
    } else {
      if (part.valueTruncated) throw new Problem('bodyTooLarge');
      body[part.fieldname] = String(part.value);
    }
  }
  request.body = body;
}
