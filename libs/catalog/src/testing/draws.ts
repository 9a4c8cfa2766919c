/** Pseudo-random draws (mulberry32) that are the same on each run, and ids of version 7 made from them. */
export class Draws {
  private counter = 0;

  constructor(
    private state: number,
    private readonly from = Date.UTC(2026, 0, 5),
  ) {}

  /** From 0 up to, without, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  /** Ascending, so that inserts into the clustered index stay sequential. */
  id(): Buffer {
    const bytes = Buffer.alloc(16);
    bytes.writeUIntBE(this.from + this.counter++, 0, 6);
    for (let index = 6; index < 16; index++) bytes[index] = this.below(256);
    bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
    return bytes;
  }
}
