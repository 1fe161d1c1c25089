// The story on the terminal: when it was, what happened, which rules, which mails.
import { styleText } from 'node:util';
import type { ProblemDetails } from '../../api/problem-details.js';
import type { Words } from './messages/en.js';
import type { ProgrammeTime } from './programme-time.js';
import { firstLines, wrap } from './wrap.js';

const WIDEST = 110;
const NARROWEST = 70;
/** Seconds and programme time stand in front of every line. */
const MARGIN = 34;

type Style = 'bold' | 'dim' | 'red' | 'green';

/** Writes lines of the story, and counts its steps. */
export class Teller {
  /** Shown from the moment at which there is one. */
  time: ProgrammeTime | undefined;
  steps = 0;
  private readonly beganAt = performance.now();
  private readonly width: number;
  private readonly coloured: boolean;

  constructor(
    private readonly out: NodeJS.WriteStream,
    readonly words: Words,
    environment: NodeJS.ProcessEnv,
  ) {
    this.width = Math.max(NARROWEST, Math.min(WIDEST, out.columns ?? WIDEST));
    this.coloured = out.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  }

  /** Seconds since the demo began. */
  get seconds(): number {
    return (performance.now() - this.beganAt) / 1000;
  }

  line(text = '', style?: Style): void {
    this.out.write(`${this.styled(text, style)}\n`);
  }

  chapter(title: string): void {
    this.line();
    this.line(title, 'bold');
  }

  /** A step that has happened. */
  step(text: string, ...rules: string[]): void {
    this.steps += 1;
    this.entry(rules.length === 0 ? text : `${text} [${rules.join(', ')}]`);
  }

  /** What is worth knowing, but is no step. */
  note(text: string): void {
    this.entry(text, 'dim');
  }

  /** A no that was expected, as the API said it. The sentence is in the language of whoever asked. */
  refusal(text: string, problem: ProblemDetails, inOtherWords?: string): void {
    this.step(text, ...(problem.rule === null ? [] : [problem.rule]));
    this.below(`${problem.status} ${problem.code}: ${problem.detail}`);
    if (inOtherWords !== undefined && inOtherWords !== problem.detail) this.below(`= ${inOtherWords}`);
    for (const { field, detail, rule } of problem.fields ?? []) {
      this.below(`- ${field}: ${detail ?? ''}${rule === null ? '' : ` [${rule}]`}`);
    }
  }

  /** Lines that belong to the one above; at most so many. */
  below(text: string, atMost = Number.POSITIVE_INFINITY): void {
    const lines = wrap(text, this.width - MARGIN - 2);
    for (const line of firstLines(lines, atMost)) this.line(`${' '.repeat(MARGIN + 2)}${line}`, 'dim');
  }

  /** A sentence of the history, with its own time. */
  told(when: string, text: string): void {
    this.entry(text, undefined, when);
  }

  private entry(text: string, style?: Style, toldAt?: string): void {
    const seconds = toldAt === undefined ? `${this.seconds.toFixed(1).padStart(6)} s` : ' '.repeat(8);
    const when = `${seconds}  ${(toldAt ?? this.time?.format() ?? '').padEnd(MARGIN - 10)}`;
    const [first = '', ...others] = wrap(text, this.width - MARGIN);
    this.out.write(`${this.styled(when, 'dim')}${this.styled(first, style)}\n`);
    for (const line of others) this.line(`${' '.repeat(MARGIN)}${line}`, style);
  }

  private styled(text: string, style?: Style): string {
    return style === undefined || !this.coloured ? text : styleText(style, text);
  }
}
