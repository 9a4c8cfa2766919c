import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readMessage, type Message, type StoredMail } from './message.js';

export interface IncomingMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: Buffer;
}

interface Kept {
  readonly mail: StoredMail;
  message?: Promise<Message>;
}

/** Chaos and bench runs send thousands; the oldest go first, so that the box stays small. */
const DEFAULT_KEEP = 10_000;

/** The mails, newest last, in memory and (when a place is given) in a file of one JSON line each. */
export class MailStore {
  private kept: Kept[] = [];
  private readonly listeners = new Set<(mail: StoredMail) => void>();
  // Writes follow each other: an append that overtakes a clearing would bring a deleted mail back.
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string | undefined,
    private readonly keep: number,
  ) {}

  /** `state` is a folder, or a file that ends in .jsonl; without it nothing outlives the process. */
  static async open(state?: string, keep = DEFAULT_KEEP): Promise<MailStore> {
    const file = state === undefined || state.endsWith('.jsonl') ? state : join(state, 'mails.jsonl');
    const store = new MailStore(file, keep);
    if (file !== undefined) {
      await mkdir(dirname(file), { recursive: true });
      store.kept = (await readLines(file)).slice(-keep).map((mail) => ({ mail }));
      // Rewritten at once: it drops the half line of a killed process, to which the next mail would be glued.
      await store.rewrite();
    }
    return store;
  }

  async add({ from, to, source }: IncomingMail): Promise<StoredMail> {
    const receivedAt = new Date().toISOString();
    const mail: StoredMail = { id: randomUUID(), receivedAt, from, to, raw: source.toString('base64') };
    const { file } = this;
    if (file !== undefined) await this.write(() => appendFile(file, `${JSON.stringify(mail)}\n`));
    this.kept.push({ mail });
    if (this.kept.length > this.keep) this.kept.shift();
    for (const listener of this.listeners) listener(mail);
    return mail;
  }

  get size(): number {
    return this.kept.length;
  }

  find(id: string): StoredMail | undefined {
    return this.kept.find(({ mail }) => mail.id === id)?.mail;
  }

  async read(id: string): Promise<Message | undefined> {
    const kept = this.kept.find(({ mail }) => mail.id === id);
    return kept && parsed(kept);
  }

  /** Newest first. `to` and `subject` match parts of the text, in any case. */
  async search({ to, subject }: { to?: string; subject?: string } = {}): Promise<Message[]> {
    const addressed = this.kept.filter(
      ({ mail }) => to === undefined || mail.to.some((address) => contains(address, to)),
    );
    const messages = await Promise.all(addressed.map(parsed));
    return messages
      .filter((message) => subject === undefined || contains(message.subject, subject))
      .reverse();
  }

  async clear(): Promise<void> {
    this.kept = [];
    await this.rewrite();
  }

  onMail(listener: (mail: StoredMail) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async rewrite(): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    await this.write(() =>
      writeFile(file, this.kept.map(({ mail }) => `${JSON.stringify(mail)}\n`).join('')),
    );
  }

  private write(change: () => Promise<void>): Promise<void> {
    const done = this.writing.then(change);
    // The failure belongs to the caller of this write; the next write starts on its own.
    this.writing = done.catch(() => undefined);
    return done;
  }
}

function parsed(kept: Kept): Promise<Message> {
  kept.message ??= readMessage(kept.mail);
  return kept.message;
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

async function readLines(file: string): Promise<StoredMail[]> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const lines = content.split('\n');
  // Every whole line ends with a line feed, so what follows the last one was never finished.
  lines.pop();
  return lines.map((line) => JSON.parse(line) as StoredMail);
}
