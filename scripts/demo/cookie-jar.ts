/** The cookies of one browser window at one site: enough for a sign-in, which sets and takes back a few. */
export class CookieJar {
  private readonly cookies = new Map<string, string>();

  /** The value of the Cookie header. */
  header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Keeps what an answer sets, and forgets what it takes back. */
  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice('expires='.length);
      if (expires !== undefined && Date.parse(expires) <= Date.now()) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(name.length + 1));
    }
  }
}
