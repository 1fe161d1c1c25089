// Counts, at the language's own doors, how many characters are read by JSON and by regular expressions.

export interface Work {
  /** Characters given to `JSON.parse`. */
  parsed: number;
  /** Characters that regular expressions went over. */
  matched: number;
}

/** Does something, and counts meanwhile. Whatever else runs in this process at the same time is counted too. */
export async function watchWork<Result extends object>(
  act: () => PromiseLike<Result>,
): Promise<Result & { work: Work }> {
  const work: Work = { parsed: 0, matched: 0 };
  const { parse } = JSON;
  const { exec } = RegExp.prototype;
  JSON.parse = (text, reviver) => {
    work.parsed += String(text).length;
    return parse(text, reviver);
  };
  // Every way of using a regular expression comes through its `exec`, once that is not the language's own.
  RegExp.prototype.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    work.matched += (found ? found.index + found[0].length : String(text).length) - from;
    return found;
  };
  try {
    return Object.assign(await act(), { work });
  } finally {
    JSON.parse = parse;
    RegExp.prototype.exec = exec;
  }
}
