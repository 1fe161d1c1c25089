// A person with a browser as far as the pages need one: cookies, links and forms, over HTTP or straight into the app.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../../api/app.js';
import { problemOf } from '../../../api/problem-details.js';
import { openSession } from '../../../usecases/sessions.js';
import { webPages } from '../../../web/plugin.js';
import type { Lifecycle } from '../../support/lifecycle.js';
import type { PersonName } from '../../support/programme.js';

export const PUBLIC_URL = 'http://approvals.test';

export interface SignInWishes {
  publicUrl?: string;
  oidcIssuer?: string;
  clientSecret?: string;
  requestsPerMinute?: number;
}

/** The api with its pages, on the lifecycle's parts. */
export async function appWithPages(life: Lifecycle, wishes: SignInWishes = {}): Promise<FastifyInstance> {
  const publicUrl = wishes.publicUrl ?? PUBLIC_URL;
  const oidcIssuer = wishes.oidcIssuer ?? 'https://test.example';
  const { deps } = life;
  const config = { publicUrl, oidcIssuer, oidcAudience: 'api', requestsPerMinute: 100_000, trustedProxies: undefined };
  const pagesConfig = {
    publicUrl,
    oidcIssuer,
    oidcClientId: 'etwinning-web',
    oidcClientSecret: wishes.clientSecret,
    sessionSecret: 'a secret of the tests that is long enough',
    requestsPerMinute: wishes.requestsPerMinute ?? 100_000,
  };
  const pages = async (scope: FastifyInstance) => {
    await scope.register(webPages, { deps, config: pagesConfig, problemOf });
  };
  const app = buildApp({ ...deps, config, pages });
  await app.ready();
  return app;
}

export interface Page {
  url: string;
  status: number;
  location: string | undefined;
  html: string;
}

export class Visitor {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: FastifyInstance,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** A visitor who has signed in. */
  static async as(app: FastifyInstance, life: Lifecycle, person: PersonName): Promise<Visitor> {
    const visitor = new Visitor(app);
    const identity = { issuer: 'https://test.example', subject: life.people[person].actor.userId };
    visitor.cookies.set('etwinning-session', await openSession(life.deps, identity));
    return visitor;
  }

  /** The same person's browser, sending other headers. */
  from(headers: Record<string, string>): Visitor {
    const visitor = new Visitor(this.app, headers);
    for (const [name, value] of this.cookies) visitor.cookies.set(name, value);
    return visitor;
  }

  /** The value of a cookie that the visitor holds. */
  cookie(name: string): string {
    return this.cookies.get(name) ?? '';
  }

  /** What the visitor's browser sends with every request. */
  headersOf(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { cookie, ...this.headers };
  }

  get(url: string): Promise<Page> {
    return this.send({ method: 'GET', url });
  }

  /** Sends a form of a page with what its hidden fields hold and `fields`, and follows where it leads. */
  async submit(page: Page, action: string, fields: Record<string, string>): Promise<Page> {
    const answer = await this.post(action, { ...hiddenFields(page.html, action), ...fields });
    return answer.location ? this.get(answer.location) : answer;
  }

  post(url: string, fields: Record<string, string>): Promise<Page> {
    const payload = new URLSearchParams(fields).toString();
    return this.send({ method: 'POST', url, payload, type: 'application/x-www-form-urlencoded' });
  }

  /** Sends a form with a file; an empty one is a file that was not chosen. */
  async upload(url: string, fields: Record<string, string>, file: string | Buffer): Promise<Page> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append(
      'file',
      new Blob([new Uint8Array(Buffer.from(file))], { type: 'text/csv' }),
      file.length > 0 ? 'file.csv' : '',
    );
    const sent = new Response(form);
    const payload = Buffer.from(await sent.arrayBuffer());
    return this.send({ method: 'POST', url, payload, type: sent.headers.get('content-type') ?? '' });
  }

  private async send({
    type,
    ...request
  }: {
    method: 'GET' | 'POST';
    url: string;
    payload?: string | Buffer;
    type?: string;
  }): Promise<Page> {
    const headers = { ...this.headersOf(), ...(type && { 'content-type': type }) };
    const answer = await this.app.inject({ ...request, headers });
    for (const { name, value } of answer.cookies) this.cookies.set(name, value);
    return {
      url: request.url,
      status: answer.statusCode,
      location: answer.headers.location?.toString(),
      html: answer.body,
    };
  }
}

/** The hidden fields of the form with this action. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(`action="${action}"`)) ?? '';
  const inputs = [
    ...(form.split('</form>')[0]?.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g) ?? []),
  ];
  return Object.fromEntries(inputs.map(([, name, value]) => [name, value]));
}

export const someKey = (): string => randomUUID();
