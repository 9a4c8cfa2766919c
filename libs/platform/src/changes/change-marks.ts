import { everyChange, tagOf } from '../cache/cacheable.js';
import { isForReaders, type Change, type NumberedChange } from './change.js';

/** What is older can only tell about answers that nobody keeps any more. */
const rememberedMs = 120_000;
const maxMarks = 50_000;

interface Mark {
  /** The follower's version at which it was noticed here. */
  version: number;
  /** The highest number; infinite while a change of this process waits to be read with its number. */
  seq: number;
  at: number;
}

/** When each thing has changed last, for as long as somebody may keep an answer that is older. */
export class ChangeMarks {
  /** The least recently changed first. */
  private readonly marks = new Map<string, Mark>();
  private oldestVersion = 0;
  private oldestSeq = 0;

  /** Whether nothing of this has changed since the follower's `version`. */
  isUnchangedSince(tags: readonly string[], version: number): boolean {
    if (version < this.oldestVersion) return false;
    for (const tag of tags) if ((this.marks.get(tag)?.version ?? 0) > version) return false;
    return true;
  }

  /** The same by number, for an answer that another process has made. */
  isUnchangedSinceSeq(tags: readonly string[], seq: number): boolean {
    if (seq < this.oldestSeq) return false;
    for (const tag of tags) if ((this.marks.get(tag)?.seq ?? 0) > seq) return false;
    return true;
  }

  read(changes: readonly NumberedChange[], version: number, now: number): void {
    for (const change of changes) {
      const mark = { version, seq: change.seq, at: now };
      this.mark(tagOf(change.topic, change.subject), mark);
      if (isForReaders(change)) this.mark(everyChange, mark);
    }
    this.keepFew(version, now);
  }

  /** Committed by this process, and not read with its number yet. */
  committedHere(changes: readonly Change[], version: number, now: number): void {
    const mark = { version, seq: Infinity, at: now };
    for (const { topic, subject } of changes) this.mark(tagOf(topic, subject), mark);
    if (changes.some(isForReaders)) this.mark(everyChange, mark);
    this.keepFew(version, now);
  }

  /** Everything that was committed here has been read, up to this number. */
  settle(seq: number): void {
    for (const mark of this.marks.values()) if (mark.seq === Infinity) mark.seq = seq;
  }

  /** Nothing that was made before is known to be unchanged. */
  reset(version: number, seq: number): void {
    this.marks.clear();
    this.oldestVersion = version;
    this.oldestSeq = seq;
  }

  private mark(tag: string, mark: Mark): void {
    const earlier = this.marks.get(tag);
    const seq =
      earlier === undefined || earlier.seq === Infinity ? mark.seq : Math.max(earlier.seq, mark.seq);
    this.marks.delete(tag);
    this.marks.set(tag, { ...mark, seq });
  }

  private keepFew(version: number, now: number): void {
    if (this.marks.size > maxMarks) {
      let newest = this.oldestSeq;
      for (const { seq } of this.marks.values()) if (seq !== Infinity) newest = Math.max(newest, seq);
      this.reset(version, newest);
    }
    for (const [tag, { at }] of this.marks) {
      if (now - at < rememberedMs) return;
      this.marks.delete(tag);
    }
  }
}
