import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { IMPORT_KINDS } from '../../domain/import/row.js';
import { mayImport } from '../../domain/permissions.js';
import { importColumns } from '../../usecases/imports/import-columns.js';
import { type ImportResult, importRows } from '../../usecases/imports/import-rows.js';
import { demand, Problem } from '../../usecases/problem.js';
import { EMPTY_FORM, enteredIn, type FormBody, type FormState } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { ImportPage } from '../pages/import.js';
import type { Pages } from '../plugin.js';
import { readUploads } from '../upload.js';
import type { SignedIn } from '../viewer.js';
import { refusedForm } from './refused-form.js';

const LIMIT_BYTES = 1024 * 1024;

type ImportRequest = FastifyRequest<{ Body: FormBody }>;

interface Shown {
  form: FormState;
  result?: ImportResult;
  /** What was looked at, to be brought in with the next form: the server keeps no file. */
  content?: string;
}

/** What an administrator brings in from other registers: uploaded, looked at row by row, then brought in. */
export async function importRoutes(app: FastifyInstance, { deps, styleAddress }: Pages): Promise<void> {
  await readUploads(app, LIMIT_BYTES);

  app.get('/imports', async (request, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    demand(mayImport(viewer.session.actor));
    return show(viewer, { form: EMPTY_FORM }, reply);
  });

  app.post('/imports', async (request: ImportRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { actor } = viewer.session;
    demand(mayImport(actor));
    const { kind = '', content = '' } = enteredIn(request.body);
    const form = { values: { kind }, fields: [] };
    try {
      // A browser sends the line breaks of a text as CR LF, whatever the file had.
      const preview = request.body?.intent !== 'apply';
      const file = fileOf(kind, preview ? request.uploaded : Buffer.from(content.replaceAll('\r\n', '\n')));
      const result = await importRows(deps, actor, { ...file, preview });
      return await show(viewer, { form, result, ...(preview && { content: file.content.toString('utf8') }) }, reply);
    } catch (error) {
      const refused = refusedForm(error, form);
      return show(viewer, { form: refused.form }, reply.code(refused.status));
    }
  });

  async function show(viewer: SignedIn, { form, result, content }: Shown, reply: FastifyReply) {
    const columns = await Promise.all(
      IMPORT_KINDS.map(async (kind) => ({ kind, columns: await importColumns(deps, viewer.session.actor, kind) })),
    );
    const children = ImportPage({ viewer, form, columns, result: result ?? null, content: content ?? null });
    const hasErrors = form.fields.length > 0 || form.problem !== undefined;
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.import'), children, hasErrors });
  }
}

function fileOf(entered: string, content: Buffer | null) {
  const kind = IMPORT_KINDS.find((known) => known === entered);
  const missing = [...(kind ? [] : ['kind']), ...(content ? [] : ['file'])];
  if (!kind || !content) {
    const fields = missing.map((field) => ({ field, code: 'required', rule: null, values: {} }));
    throw new Problem('invalid', null, {}, fields);
  }
  return { kind, content };
}
