// The mails of one project, as they arrive in the mailbox of the running system.
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredMessage } from '../../local/mailbox/message-store.js';
import type { Player } from './cast.js';
import { type MailSketch, subjectPattern } from './mail-subject.js';
import { poll } from './poll.js';

export interface WatchOptions {
  mailbox: string;
  /** Title of the project; other mails are not looked at. */
  title: string;
  /** Whether a task that a mail links to is one of the project's. */
  isOurTask: (taskId: string) => Promise<boolean>;
  projectId: string;
  /** Told of every mail of the project, those that arrived together at once. */
  tell: (mails: readonly StoredMessage[]) => void;
}

/** A mail that the story needs: what it says, and to whom it goes. */
export interface Expected extends MailSketch {
  to: readonly Player[];
}

const EVERY_MS = 250;
const WITHIN_MS = 20_000;

/** Watches the mailbox until it is closed. */
export class MailWatch {
  readonly seen: StoredMessage[] = [];
  private readonly known = new Set<string>();
  private readonly matched = new Set<StoredMessage>();
  private readonly watching: Promise<void>;
  private closed = false;
  private since: string;

  constructor(
    private readonly options: WatchOptions,
    since: string,
  ) {
    this.since = since;
    this.watching = this.watch();
    // Whoever waits for a mail, or closes, hears of it.
    this.watching.catch(() => {});
  }

  /**
   * Waits until every mail is there, each one to each of its recipients; a mail counts once.
   * @returns the mails in the order of the sketches and their recipients
   * @throws {StoryProblem} that names the first one that does not come in time
   */
  async expect(...sketches: Expected[]): Promise<StoredMessage[]> {
    const found: StoredMessage[] = [];
    for (const sketch of sketches) for (const player of sketch.to) found.push(await this.expectOne(sketch, player));
    return found;
  }

  /** Stops watching, after a last look. @throws when the mailbox could not be read */
  async close(): Promise<void> {
    this.closed = true;
    await this.watching;
  }

  private async expectOne(sketch: MailSketch, player: Player): Promise<StoredMessage> {
    const subject = subjectPattern(sketch, player.language, this.options.title);
    const fits = (mail: StoredMessage) =>
      !this.matched.has(mail) && mail.to.includes(player.email) && subject.test(mail.subject);
    const missing = () =>
      `No mail "${sketch.template}" came to ${player.name} <${player.email}> within ${WITHIN_MS / 1000} s.`;
    const look = () => this.seen.find(fits);
    const mail = await Promise.race([poll(look, { withinMs: WITHIN_MS, missing }), this.broken()]);
    this.matched.add(mail);
    return mail;
  }

  /** Never resolves: rejects when the mailbox cannot be read. */
  private broken(): Promise<never> {
    return new Promise((_, reject) => {
      this.watching.catch(reject);
    });
  }

  private async watch(): Promise<void> {
    for (;;) {
      const last = this.closed;
      await this.look();
      if (last) return;
      await sleep(EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    const { mailbox, title, tell } = this.options;
    const answer = await fetch(`${mailbox}/messages?since=${encodeURIComponent(this.since)}`);
    const messages = (await answer.json()) as StoredMessage[];
    this.since = messages.at(-1)?.receivedAt ?? this.since;
    const ours: StoredMessage[] = [];
    for (const message of messages) {
      if (this.known.has(message.id) || !message.subject.includes(title)) continue;
      this.known.add(message.id);
      if (await this.isOurs(message)) ours.push(message);
    }
    this.seen.push(...ours);
    if (ours.length > 0) tell(ours);
  }

  private async isOurs({ text }: StoredMessage): Promise<boolean> {
    if (text.includes(`/projects/${this.options.projectId}`)) return true;
    const taskId = taskOf(text);
    return taskId !== undefined && (await this.options.isOurTask(taskId));
  }
}

/** The id of the task that a mail's text links to. */
export function taskOf(text: string): string | undefined {
  return /\/tasks\/([0-9a-f-]{36})/.exec(text)?.[1];
}
