import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_STATUS, type Problem } from '../../usecases/problem.js';
import { enteredIn, type FormBody } from '../form.js';
import { ForeignForm } from '../guard.js';
import { sendPage } from '../layout.js';
import type { Pages } from '../plugin.js';
import { findingSentence, problemSentence } from '../sentences.js';
import { strangerOf, type Viewer } from '../viewer.js';
import { KeptText } from './kept-text.js';

/** Any no of the product as a page, in the viewer's language. What nobody foresaw is logged, and told as our fault. */
export function sendProblemPage(
  pages: Pages,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const viewer = request.viewer ?? strangerOf(request);
  const { styleAddress } = pages;
  const entered = enteredIn(request.body as FormBody | undefined);
  if (error instanceof ForeignForm) {
    // Another site's form is not shown back: only what this browser's own pages sent can be somebody's text.
    const kept = request.headers['sec-fetch-site'] === 'same-origin' ? entered : {};
    const title = viewer.t('pages.problem.title');
    return sendPage(reply.code(403), {
      viewer,
      styleAddress,
      title,
      children: <StaleForm viewer={viewer} kept={kept} />,
    });
  }
  const problem = pages.problemOf(error);
  const status = PROBLEM_STATUS[problem.code];
  if (error !== problem && status >= 500) request.log.error({ err: error }, problem.code);
  if (problem.code === 'unavailable') reply.header('retry-after', 5);
  const title = titleOf(viewer, problem);
  const children = <ProblemPage viewer={viewer} problem={problem} kept={entered} requestId={request.id} />;
  return sendPage(reply.code(status), { viewer, styleAddress, title, children });
}

function titleOf({ t }: Viewer, problem: Problem): string {
  return t(problem.code === 'notFound' ? 'pages.problem.notFound' : 'pages.problem.title');
}

interface ProblemProps {
  viewer: Viewer;
  problem: Problem;
  kept: Record<string, string>;
  requestId: string;
}

function ProblemPage({ viewer, problem, kept, requestId }: ProblemProps) {
  const { t } = viewer;
  return (
    <>
      <h1>{titleOf(viewer, problem)}</h1>
      <p class="notice">{problemSentence(viewer, problem)}</p>
      {problem.fields.map((field) => (
        <p key={field.field}>{findingSentence(viewer, field)}</p>
      ))}
      {problem.rule && <p class="rule">{t('pages.byRule', { rule: problem.rule })}</p>}
      {PROBLEM_STATUS[problem.code] >= 500 && <p class="rule">{t('pages.occurrence', { id: requestId })}</p>}
      <KeptText viewer={viewer} values={kept} />
      <WayOut viewer={viewer} />
    </>
  );
}

/** The session ended, or another one began, while the form was open. */
function StaleForm({ viewer, kept }: { viewer: Viewer; kept: Record<string, string> }) {
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.problem.title')}</h1>
      <p class="notice">{t('pages.staleForm')}</p>
      <KeptText viewer={viewer} values={kept} />
      <WayOut viewer={viewer} />
    </>
  );
}

function WayOut({ viewer: { session, t, path } }: { viewer: Viewer }) {
  return (
    <p>
      {session ? (
        <a href="/">{t('pages.toHome')}</a>
      ) : (
        <a href={`/sign-in?returnTo=${encodeURIComponent(path)}`}>{t('pages.signIn')}</a>
      )}
    </p>
  );
}
