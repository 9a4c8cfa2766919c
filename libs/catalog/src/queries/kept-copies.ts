import type { ChangeFollower } from '#platform/changes/change-follower.js';

interface Copy<Value> {
  value: Value;
  version: number;
  until: number;
}

/** What is kept goes with the change feed, but some columns (how often a product is sold) change without being told. */
const lifeMs = 60_000;

/**
 * A few things read from the database that many answers have in common, kept in the process while the change feed says that nothing about them
 * has changed. Nothing is kept, nor answered, while the feed can't be read. Those not asked for the longest go first.
 */
export class KeptCopies<Value> {
  private readonly copies = new Map<string, Copy<Value>>();

  constructor(
    private readonly follower: ChangeFollower,
    private readonly most: number,
    private readonly tagOf: (key: string) => string,
  ) {}

  find(key: string): Value | undefined {
    const copy = this.copies.get(key);
    if (copy === undefined) return undefined;
    this.copies.delete(key);
    const { follower } = this;
    const isTrue =
      follower.isFresh &&
      follower.isUnchangedSince([this.tagOf(key)], copy.version) &&
      copy.until > Date.now();
    if (!isTrue) return undefined;
    this.copies.set(key, copy);
    return copy.value;
  }

  /** Where the feed stands, to be asked before something is read that shall be kept. Undefined: keep nothing. */
  get version(): number | undefined {
    return this.follower.position?.version;
  }

  keep(key: string, value: Value, version: number | undefined): void {
    if (version === undefined) return;
    this.copies.delete(key);
    this.copies.set(key, { value, version, until: Date.now() + lifeMs });
    if (this.copies.size <= this.most) return;
    const [oldest] = this.copies.keys();
    if (oldest !== undefined) this.copies.delete(oldest);
  }
}
