/** Pseudo-random draws (mulberry32), the same on each run, for the thing with this number; and ids of version 7 made from them. */
export class Draws {
  private state: number;

  constructor(number: number) {
    this.state = Math.imul(number + 20_261, 0x9e3779b1);
  }

  /** 32 random bits. */
  bits(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0 up to, without, 1. */
  next(): number {
    return this.bits() / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  /** Ascending with time and place, so that inserts into the clustered index stay sequential. */
  id(milliseconds: number, place = 0): Buffer {
    const id = Buffer.allocUnsafe(16);
    id.writeUIntBE(milliseconds, 0, 6);
    id.writeUInt16BE(0x7000 | place, 6);
    id.writeUInt32BE((0x80000000 | (this.bits() >>> 2)) >>> 0, 8);
    id.writeUInt32BE(this.bits(), 12);
    return id;
  }
}
