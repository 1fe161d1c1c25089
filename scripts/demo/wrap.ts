/** A text as lines of at most `width` characters, broken between words; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** The first lines of a wrapped text; where something is left out, the last one ends with an ellipsis. */
export function firstLines(lines: readonly string[], count: number): string[] {
  if (lines.length <= count) return [...lines];
  const last = lines[count - 1] ?? '';
  return [
    ...lines.slice(0, count - 1),
    `${last.slice(0, Math.max(last.lastIndexOf(' '), 1)).replace(/[\s,;.]+$/, '')} …`,
  ];
}
