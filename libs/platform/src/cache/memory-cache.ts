import type { KeptAnswer } from './answer.js';

/** The part for what has been asked for more than once. */
const keptShare = 0.8;
/** Objects, map entries and headers of the buffer, in bytes. */
const overhead = 600;
/** No single answer drives out a noticeable part of the others. */
const largestShare = 1 / 16;

interface Entry {
  answer: KeptAnswer;
  weight: number;
}

/**
 * Answers by key up to a number of bytes. What is asked for the first time is on trial, and goes first; what is asked for again is kept:
 * somebody who asks for a million different things drives out nothing that others want.
 */
export class MemoryCache {
  /** Each the least recently used first. */
  private readonly trial = new Map<string, Entry>();
  private readonly kept = new Map<string, Entry>();
  private trialBytes = 0;
  private keptBytes = 0;

  constructor(private readonly maxBytes: number) {}

  get bytes(): number {
    return this.trialBytes + this.keptBytes;
  }

  get size(): number {
    return this.trial.size + this.kept.size;
  }

  get(key: string): KeptAnswer | undefined {
    const kept = this.kept.get(key);
    if (kept !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, kept);
      return kept.answer;
    }
    const entry = this.trial.get(key);
    if (entry === undefined) return undefined;
    this.trial.delete(key);
    this.trialBytes -= entry.weight;
    this.kept.set(key, entry);
    this.keptBytes += entry.weight;
    this.shrink();
    return entry.answer;
  }

  set(key: string, answer: KeptAnswer): void {
    const entry = { answer, weight: weightOf(key, answer) };
    const wasKept = this.kept.has(key);
    this.delete(key);
    if (entry.weight > this.maxBytes * largestShare) return;
    if (wasKept) {
      this.kept.set(key, entry);
      this.keptBytes += entry.weight;
    } else {
      this.trial.set(key, entry);
      this.trialBytes += entry.weight;
    }
    this.shrink();
  }

  delete(key: string): void {
    this.trialBytes -= this.trial.get(key)?.weight ?? 0;
    this.keptBytes -= this.kept.get(key)?.weight ?? 0;
    this.trial.delete(key);
    this.kept.delete(key);
  }

  private shrink(): void {
    for (const [key, entry] of this.kept) {
      if (this.keptBytes <= this.maxBytes * keptShare) break;
      this.kept.delete(key);
      this.keptBytes -= entry.weight;
      this.trial.set(key, entry);
      this.trialBytes += entry.weight;
    }
    for (const [key, entry] of this.trial) {
      if (this.bytes <= this.maxBytes) return;
      this.trial.delete(key);
      this.trialBytes -= entry.weight;
    }
  }
}

function weightOf(key: string, { bytes, tags }: KeptAnswer): number {
  return tags.reduce((sum, tag) => sum + tag.length + 32, overhead + bytes.length + key.length);
}
