import type { JWK } from 'jose';
import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { chooseMessages } from '../messages/choose-messages.js';
import { PAGE_HEADERS } from '../page.js';
import { signedOutPage, signInFailedPage, signOutPage } from './identity-pages.js';
import type { Person } from './people.js';
import { SIGNING_ALGORITHM } from './signing-keys.js';

/** What the provider is set up with. */
export interface ProviderSettings {
  people: readonly Person[];
  keys: { keys: JWK[] };
  cookieSecret: string;
  /** The secret of `etwinning-web`. */
  webClientSecret: string;
  /** Where the web pages are: sign-in returns to `/auth/callback` there. */
  webUrls: readonly string[];
  /** Who access tokens are for. */
  audience: string;
}

/** RFC 8707 wants a URI to name the API by; tokens carry the audience instead. */
const API = 'urn:etwinning:api';
const HOUR = 3600;

/**
 * The provider's configuration: code with PKCE for two first-party clients, no consent screen, and JWT access tokens
 * for the API whether or not a client asks for them.
 */
export function providerConfiguration(settings: ProviderSettings): Configuration {
  const { people, keys, cookieSecret, audience } = settings;
  return {
    clients: clients(settings),
    clientDefaults: { id_token_signed_response_alg: SIGNING_ALGORITHM },
    jwks: keys,
    cookies: { keys: [cookieSecret] },
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'locale'] },
    // The identity token carries who it is: no client has to ask again.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { policy: alwaysAsk(), url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => {
      const person = people.find((one) => one.sub === sub);
      if (!person) return undefined;
      const { email, name, locale } = person;
      return { accountId: sub, claims: () => ({ sub, email, email_verified: true, name, locale }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid profile email');
      grant.addResourceScope(API, 'etwinning');
      await grant.save();
      return grant;
    },
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    // Sessions are short-lived here, since every sign-in begins a new one; what was issued stays good.
    expiresWithSession: () => false,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      Grant: 14 * 24 * HOUR,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 14 * 24 * HOUR,
      Session: 12 * HOUR,
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'etwinning',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: HOUR,
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => answer(ctx, signOutPage(messagesOf(ctx), form)),
        postLogoutSuccessSource: (ctx) => answer(ctx, signedOutPage(messagesOf(ctx))),
      },
    },
    renderError: (ctx, { error, error_description }) =>
      answer(ctx, signInFailedPage(messagesOf(ctx), [error, error_description].filter(Boolean).join(': '))),
  };
}

function clients({ webClientSecret, webUrls }: ProviderSettings): NonNullable<Configuration['clients']> {
  const grants = { grant_types: ['authorization_code'], response_types: ['code' as const] };
  return [
    {
      ...grants,
      client_id: 'etwinning-web',
      client_name: 'eTwinning',
      client_secret: webClientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: webUrls.map((url) => new URL('/auth/callback', url).href),
      post_logout_redirect_uris: webUrls.map((url) => new URL('/', url).href),
    },
    {
      ...grants,
      grant_types: ['authorization_code', 'refresh_token'],
      client_id: 'etwinning-cli',
      client_name: 'eTwinning',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      // RFC 8252: a program on this machine listens on any port of the loopback address.
      redirect_uris: ['http://127.0.0.1/callback'],
    },
  ];
}

/**
 * Whoever tries the product is now this person, now that: so every sign-in asks, also when somebody is signed in, and
 * nobody is asked to consent.
 */
function alwaysAsk(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const reason = 'always_ask';
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(reason, 'Every sign-in asks', ({ oidc }) => oidc.result?.login === undefined),
    );
  return policy;
}

function messagesOf(ctx: KoaContextWithOIDC) {
  const wished = ctx.oidc?.params?.ui_locales;
  return chooseMessages(typeof wished === 'string' ? wished : undefined, ctx.get('accept-language'));
}

function answer(ctx: KoaContextWithOIDC, page: string): void {
  ctx.set(PAGE_HEADERS);
  ctx.body = page;
}
