/** A set of product numbers, one bit each. It grows as numbers come in; a number beyond its end is not in it. */
export class Bitmap {
  private words: Uint32Array<ArrayBuffer>;

  constructor(capacity = 1_024) {
    this.words = new Uint32Array((capacity + 31) >>> 5);
  }

  has(number: number): boolean {
    return ((this.words[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  add(number: number): void {
    const word = number >>> 5;
    if (word >= this.words.length) this.grow(word + 1);
    this.words[word] = (this.words[word] as number) | (1 << (number & 31));
  }

  delete(number: number): void {
    const word = number >>> 5;
    if (word < this.words.length) this.words[word] = (this.words[word] as number) & ~(1 << (number & 31));
  }

  copy(): Bitmap {
    const copy = new Bitmap(0);
    copy.words = this.words.slice();
    return copy;
  }

  /** Leaves what is in both. */
  intersect(other: Bitmap): this {
    const { words } = this;
    for (let index = 0; index < words.length; index++) {
      words[index] = (words[index] as number) & (other.words[index] ?? 0);
    }
    return this;
  }

  unite(other: Bitmap): this {
    if (other.words.length > this.words.length) this.grow(other.words.length);
    const { words } = other;
    for (let index = 0; index < words.length; index++) {
      this.words[index] = (this.words[index] as number) | (words[index] as number);
    }
    return this;
  }

  count(): number {
    let count = 0;
    for (const word of this.words) count += ones(word);
    return count;
  }

  /** How many are in both, without making that set. */
  countWith(other: Bitmap): number {
    const length = Math.min(this.words.length, other.words.length);
    let count = 0;
    for (let index = 0; index < length; index++) {
      count += ones((this.words[index] as number) & (other.words[index] as number));
    }
    return count;
  }

  /** In ascending order. */
  forEach(visit: (number: number) => void): void {
    for (let index = 0; index < this.words.length; index++) {
      let word = this.words[index] as number;
      while (word !== 0) {
        visit((index << 5) + 31 - Math.clz32(word & -word));
        word &= word - 1;
      }
    }
  }

  private grow(words: number): void {
    const grown = new Uint32Array(Math.max(words, Math.ceil(this.words.length * 1.5)));
    grown.set(this.words);
    this.words = grown;
  }
}

/** Bits that are set in a 32-bit word (the usual sums of ever wider fields). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
