import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { LocalMessages } from './messages/en.js';

/** Headers of every local page: nothing is loaded from elsewhere, no script runs, nobody may frame it. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 62rem; margin: 0 auto; padding: 1rem; }
  a { color: #0b4f9e; } h1 { line-height: 1.2; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid #ccc; }
  label { display: block; font-weight: 600; margin-top: .8rem; } input { display: block; font: inherit; padding: .4rem; width: 100%; max-width: 24rem; box-sizing: border-box; border: 2px solid #333; }
  button { font: inherit; padding: .45rem 1rem; margin: 1rem .5rem 0 0; background: #0b4f9e; color: #fff; border: 2px solid #0b4f9e; }
  a:focus, input:focus, button:focus { outline: 3px solid #ffb800; outline-offset: 1px; }
  .error { border-left: .4rem solid #b00020; padding: .4rem .8rem; } .note { border-left: .4rem solid #0b4f9e; padding: .2rem .8rem; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; } iframe { width: 100%; height: 32rem; border: 1px solid #ccc; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }`;

/** A whole page with its frame, as text. */
export function renderPage(messages: LocalMessages, title: string, content: ComponentChildren): string {
  const page = (
    <html lang={messages.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {/* A stylesheet is no text to be escaped; this one is a constant. */}
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {content}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
}
