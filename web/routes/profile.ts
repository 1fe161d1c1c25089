import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCatalogue } from '../../usecases/read-catalogue.js';
import { readRulebook } from '../../usecases/read-rulebook.js';
import { register, registrationSchema } from '../../usecases/registration.js';
import { whoAmI } from '../../usecases/who-am-i.js';
import { EMPTY_FORM, enteredIn, type FormBody, type FormState, formObject } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { formOfRegistration, ProfilePage } from '../pages/profile.js';
import type { Pages } from '../plugin.js';
import { wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { refusedForm, validated } from './refused-form.js';

interface ProfileRoute {
  Querystring: { saved?: string };
  Body: FormBody;
}
type ProfileRequest = FastifyRequest<ProfileRoute>;

/** A person's own profile; a teacher registers (again) on it. */
export function profileRoutes(app: FastifyInstance, { deps, styleAddress }: Pages): void {
  app.get('/profile', async (request: ProfileRequest, reply) => {
    const viewer = signedIn(request, reply);
    return viewer ? show(viewer, request, EMPTY_FORM, reply) : reply;
  });

  app.post('/profile', async (request: ProfileRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const values = enteredIn(request.body);
    try {
      await register(deps, viewer.session.actor, validated(registrationSchema, registrationIn(values)));
      return reply.redirect('/profile?saved', 303);
    } catch (error) {
      const { status, form } = refusedForm(error, { values });
      return show(viewer, request, form, reply.code(status));
    }
  });

  async function show(viewer: SignedIn, request: ProfileRequest, sent: FormState, reply: FastifyReply) {
    const { actor } = viewer.session;
    const [me, { catalogue, rulebookId }] = await Promise.all([whoAmI(deps, actor), readCatalogueOf(viewer)]);
    const form = sent === EMPTY_FORM ? formOfRegistration(me.registration) : sent;
    const words = await wordsOf(deps, viewer, rulebookId);
    const isSaved = request.query.saved !== undefined;
    const children = ProfilePage({ viewer, me, form, words, links: catalogue.help?.links ?? [], isSaved });
    const title = viewer.t('pages.profile');
    return sendPage(reply, { viewer, styleAddress, title, children, hasErrors: sent !== EMPTY_FORM });
  }

  async function readCatalogueOf({ session }: SignedIn) {
    return readCatalogue(deps, (await readRulebook(deps, session.actor)).rulebookId);
  }
}

/** Topics stand on lines of one text. */
function registrationIn(values: Readonly<Record<string, string>>): unknown {
  const { topics = '', ...rest } = formObject(values) as { topics?: string };
  const lines = topics.split('\n').map((topic) => topic.trim());
  return { ...rest, topics: lines.filter((topic) => topic !== '') };
}
