import type { ChangeFollower } from '#platform/changes/change-follower.js';

interface Copy<Value> {
  readonly value: Value;
  readonly tags: readonly string[];
  /** Of the feed, when it was last known to be true. */
  version: number;
  readonly until: number;
}

/** What is kept goes with the change feed, but some columns (how often a product is sold) change without being told. */
const lifeMs = 60_000;

/**
 * A few things read from the database that many answers have in common, kept in the process while the change feed says that nothing they were
 * made of has changed. Nothing is kept, nor answered, while the feed can't be read. The oldest go first.
 */
export class KeptCopies<Value> {
  private readonly copies = new Map<string, Copy<Value>>();

  constructor(
    private readonly follower: ChangeFollower,
    private readonly most: number,
  ) {}

  find(key: string): Value | undefined {
    const copy = this.copies.get(key);
    const { follower } = this;
    if (copy === undefined || !follower.isFresh) return undefined;
    if (copy.until < performance.now()) return undefined;
    const { version } = follower;
    // Most of the time nothing at all has changed since the last time.
    if (copy.version !== version && !follower.isUnchangedSince(copy.tags, copy.version)) return undefined;
    copy.version = version;
    return copy.value;
  }

  /** Where the feed stands, to be asked before something is read that shall be kept. Undefined: keep nothing. */
  get version(): number | undefined {
    return this.follower.position?.version;
  }

  keep(key: string, value: Value, tags: readonly string[], version: number | undefined): void {
    if (version === undefined) return;
    this.copies.delete(key);
    this.copies.set(key, { value, tags, version, until: performance.now() + lifeMs });
    if (this.copies.size <= this.most) return;
    const [oldest] = this.copies.keys();
    if (oldest !== undefined) this.copies.delete(oldest);
  }
}
