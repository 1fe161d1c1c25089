// A real browser for what only a browser shows.
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import type { Visitor } from '../../web/support/visitor.js';

const ARGUMENTS = '--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync'.split(' ');

/** Chromium, from where `CHROMIUM` says or Debian puts it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
}

/** A browser in which the visitor is signed in already; a person on a computer of his or her own. */
export async function browserOf(
  browser: Browser,
  publicUrl: string,
  visitor: Visitor,
  wishes: { language?: 'el' | 'en'; javaScript?: boolean } = {},
): Promise<BrowserContext> {
  const { language = 'en', javaScript = true } = wishes;
  const context = await browser.newContext({ baseURL: publicUrl, javaScriptEnabled: javaScript });
  await signIn(context, publicUrl, visitor);
  await context.addCookies([{ name: 'etwinning-language', value: language, url: publicUrl }]);
  return context;
}

/** Gives the browser the visitor's session. */
export function signIn(context: BrowserContext, publicUrl: string, visitor: Visitor): Promise<void> {
  return context.addCookies([
    { name: 'etwinning-session', value: visitor.cookie('etwinning-session'), url: publicUrl },
  ]);
}
