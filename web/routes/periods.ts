import type { FastifyInstance } from 'fastify';
import { listPeriods } from '../../usecases/list-periods.js';
import { readPeriodProgress } from '../../usecases/read-period-progress.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { PeriodProgressPage } from '../pages/period-progress.js';
import type { Pages } from '../plugin.js';
import { withWords } from '../rulebook-words.js';

/** How the viewer's NSOs are doing with the programme's evaluation periods. */
export function periodRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress } = pages;

  app.get('/periods', async (request, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { actor } = viewer.session;
    const periods = await listPeriods(deps, actor);
    const items = periods.map(async (period) => ({
      ...period,
      nsos: await readPeriodProgress(deps, actor, period.periodId),
    }));
    const shown = await withWords(deps, viewer, await Promise.all(items));
    const children = PeriodProgressPage({ viewer, periods: shown });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.progress'), children });
  });
}
