import type { FastifyInstance } from 'fastify';
import { readCatalogue } from '../../usecases/read-catalogue.js';
import { sendPage } from '../layout.js';
import { HelpPage } from '../pages/help.js';
import { KitsPage } from '../pages/kits.js';
import type { Pages } from '../plugin.js';

/** Help, contacts and the kits by thematic unit, for everybody: whoever cannot sign in needs to know whom to ask. */
export function helpRoutes(app: FastifyInstance, { deps, styleAddress }: Pages): void {
  app.get('/help', async (request, reply) => {
    const { viewer } = request;
    const children = HelpPage({ viewer, ...(await readCatalogue(deps)) });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.help'), children });
  });

  app.get('/help/kits', async (request, reply) => {
    const { viewer } = request;
    const { skillsLabs } = (await readCatalogue(deps)).catalogue;
    if (!skillsLabs) return reply.redirect('/help', 303);
    const children = KitsPage({ viewer, skillsLabs });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.help.kits'), children });
  });
}
