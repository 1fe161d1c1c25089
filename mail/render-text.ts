import type { Block } from './letter.js';

/** Blocks as plain text, an empty line between them. What a person wrote is indented, so that it is not taken for ours. */
export function renderText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'rows':
      return block.rows.map((row) => `${row.label}: ${row.value}`).join('\n');
    case 'quote':
      return `${block.label}:\n${block.text
        .split(/\r\n|\r|\n/)
        .map((line) => `  ${line}`.trimEnd())
        .join('\n')}`;
  }
}
