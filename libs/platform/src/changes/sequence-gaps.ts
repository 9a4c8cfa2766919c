/** A transaction that has a number and has not committed for so long is not waited for any more … */
const patienceMs = 30_000;
/** … but should it commit all the same, it is still noticed for so long. */
const attentionMs = 600_000;
/** More missing numbers at a time are no transactions under way, but a counter that was moved. */
const maxMissing = 10_000;

/**
 * Numbers are given out in order, transactions commit in any: a number that is missing below others may still come, or never (rolled back).
 * Keeps account of which.
 */
export class SequenceGaps {
  /** Number → since when it is missing. In ascending order: later ones are always higher. */
  private readonly open = new Map<number, number>();

  /** @param newest everything up to it counts as seen */
  constructor(
    private seenUpTo: number,
    private readonly step = 1,
  ) {}

  get newest(): number {
    return this.seenUpTo;
  }

  get missing(): number[] {
    return [...this.open.keys()];
  }

  /** Whether it is not waited for any more: answers may have been marked with higher numbers without knowing it. */
  isGivenUp(seq: number, now: number): boolean {
    const since = this.open.get(seq);
    return since !== undefined && now - since >= patienceMs;
  }

  /** @returns false if so many are missing that nobody can tell any more what has been seen: begin anew from this number */
  take(seq: number, now: number): boolean {
    if (seq <= this.seenUpTo) {
      this.open.delete(seq);
      return true;
    }
    const first = this.seenUpTo + this.step;
    if (this.open.size + (seq - first) / this.step > maxMissing) return false;
    for (let each = first; each < seq; each += this.step) this.open.set(each, now);
    this.seenUpTo = seq;
    return true;
  }

  /** Up to here nothing is missing that is still waited for. */
  lowWater(now: number): number {
    for (const [seq, since] of this.open) if (now - since < patienceMs) return seq - 1;
    return this.seenUpTo;
  }

  /** As if everything up to here had been seen. */
  anewFrom(seq: number): SequenceGaps {
    return new SequenceGaps(seq, this.step);
  }

  forgetOld(now: number): void {
    for (const [seq, since] of this.open) {
      if (now - since < attentionMs) return;
      this.open.delete(seq);
    }
  }
}
