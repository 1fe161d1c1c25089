import type { FastifyReply, FastifyRequest } from 'fastify';
import { REAL_TIME } from '../../domain/programme-clock.js';
import { withInstants } from '../../messages/instants.js';
import { translator } from '../../messages/translate.js';
import { PROBLEM_STATUS, Problem } from '../../usecases/problem.js';
import { sendPage } from '../layout.js';
import type { Pages } from '../plugin.js';
import type { Viewer } from '../viewer.js';

/** Any no of the product as a page, in the viewer's language. What is not a Problem is logged, and told as our fault. */
export function sendProblemPage(
  pages: Pages,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = error instanceof Problem ? error : new Problem(isForeign(error) ? 'unauthenticated' : 'unexpected');
  if (problem.code === 'unexpected') request.log.error({ err: error }, 'a page failed');
  const viewer: Viewer = request.viewer ?? { session: null, language: 'en', t: translator('en'), path: '/' };
  const { t, language } = viewer;
  reply.code(PROBLEM_STATUS[problem.code]);
  return sendPage(reply, {
    viewer,
    styleAddress: pages.styleAddress,
    title: t('pages.problem.title'),
    children: (
      <>
        <h1>{t('pages.problem.title')}</h1>
        <p class="notice">
          {t(`problem.${problem.code}`, withInstants(problem.values, { language, timeZone: 'UTC', clock: REAL_TIME }))}
        </p>
        {problem.rule && <p class="rule">{t('pages.byRule', { rule: problem.rule })}</p>}
        <p>
          <a href={viewer.session ? '/' : '/auth/sign-in'}>{viewer.session ? t('pages.toHome') : t('pages.signIn')}</a>
        </p>
      </>
    ),
  });
}

/** The sign-in provider, or a stranger, answered what no sign-in of ours began. */
function isForeign(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(ClientError|AuthorizationResponseError|ResponseBodyError)$/.test(error.constructor.name)
  );
}
