import { renderToString } from 'preact-render-to-string';
import type { Language } from '../domain/vocabulary.js';
import type { Block } from './letter.js';

export interface HtmlLetter {
  language: Language;
  subject: string;
  greeting: string;
  blocks: readonly Block[];
  link: { url: string; text: string };
  footer: string;
  /** The same in the other language, below a rule. */
  other: { language: Language; heading: string; blocks: readonly Block[]; footer: string };
}

const FONT = 'font-family: Arial, Helvetica, sans-serif; font-size: 16px; line-height: 1.5; color: #0b0c0c';
const BUTTON = 'display: inline-block; padding: 8px 16px; background: #00703c; color: #ffffff; text-decoration: none';
const QUOTE = 'margin: 0 0 16px; padding: 0 0 0 12px; border-left: 4px solid #b1b4b6; white-space: pre-line';
const LABEL = 'padding: 2px 16px 2px 0; text-align: left; vertical-align: top; font-weight: normal; color: #484949';
const VALUE = 'padding: 2px 0; vertical-align: top; font-weight: bold';

/** The whole HTML part. Styles stand in the tags because mail programs drop style sheets; nothing is loaded from anywhere. */
export function renderHtml(letter: HtmlLetter): string {
  const { link, other } = letter;
  const html = (
    <html lang={letter.language}>
      <head>
        <meta charset="utf-8" />
        <title>{letter.subject}</title>
      </head>
      <body style={FONT}>
        <p>{letter.greeting}</p>
        <Blocks blocks={letter.blocks} />
        <p>
          <a href={link.url} style={BUTTON}>
            {link.text}
          </a>
        </p>
        <p>{letter.footer}</p>
        <hr />
        <div lang={other.language}>
          <p>
            <strong>{other.heading}</strong>
          </p>
          <Blocks blocks={other.blocks} />
          <p>{other.footer}</p>
        </div>
      </body>
    </html>
  );
  return `<!DOCTYPE html>${renderToString(html)}`;
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return <>{blocks.map(blockHtml)}</>;
}

function blockHtml(block: Block) {
  switch (block.kind) {
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'rows':
      return (
        <table style="margin: 0 0 16px; border-collapse: collapse">
          {block.rows.map(({ label, value }) => (
            <tr>
              <th scope="row" style={LABEL}>
                {label}
              </th>
              <td style={VALUE}>{value}</td>
            </tr>
          ))}
        </table>
      );
    case 'quote':
      return (
        <>
          <p style="margin: 0 0 4px">{block.label}:</p>
          <blockquote style={QUOTE}>{block.text}</blockquote>
        </>
      );
  }
}
