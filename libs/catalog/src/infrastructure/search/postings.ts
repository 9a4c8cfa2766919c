import { withRoom } from './growing.js';

/** Numbers of 4 bytes in one page: 256 KiB, so that growing never copies what is there. */
const pageSize = 65_536;
/** Room in the first block of a term: most words of a shop occur in a handful of products. */
const firstRoom = 3;
const largestRoom = 1_020;

/**
 * In which products a term occurs: for each term an ascending list of product numbers with one bit for "in its name". Lists only grow, in blocks
 * of growing size that lie in shared pages, so that a rare word costs sixteen bytes and a frequent one hardly more than its numbers.
 * A block is its room, the next block's address (0: none), and the entries.
 */
export class Postings {
  private readonly pages: Uint32Array[] = [];
  private end = 1; // address 0 means none
  private firstBlocks = new Uint32Array(1_024);
  private lastBlocks = new Uint32Array(1_024);
  private lastLengths = new Uint16Array(1_024);

  add(term: number, product: number, inName: boolean): void {
    this.firstBlocks = withRoom(this.firstBlocks, Uint32Array, term);
    this.lastBlocks = withRoom(this.lastBlocks, Uint32Array, term);
    this.lastLengths = withRoom(this.lastLengths, Uint16Array, term);
    let block = this.lastBlocks[term] as number;
    if (block === 0 || this.lastLengths[term] === this.at(block)) block = this.appendBlock(term, block);
    const length = this.lastLengths[term] as number;
    this.put(block + 2 + length, product * 2 + (inName ? 1 : 0));
    this.lastLengths[term] = length + 1;
  }

  /** Each product of the term, ascending. */
  forEach(term: number, visit: (product: number, inName: boolean) => void): void {
    const last = this.lastBlocks[term] ?? 0;
    let block = this.firstBlocks[term] ?? 0;
    while (block !== 0) {
      const page = this.pages[Math.floor(block / pageSize)] as Uint32Array;
      const start = block % pageSize;
      const length = block === last ? (this.lastLengths[term] as number) : (page[start] as number);
      for (let index = start + 2; index < start + 2 + length; index++) {
        const entry = page[index] as number;
        visit(entry >>> 1, (entry & 1) === 1);
      }
      block = page[start + 1] as number;
    }
  }

  get bytes(): number {
    return 4 * pageSize * this.pages.length;
  }

  private appendBlock(term: number, last: number): number {
    const room = last === 0 ? firstRoom : Math.min(largestRoom, 2 * this.at(last));
    const block = this.allocate(2 + room);
    this.put(block, room);
    if (last === 0) this.firstBlocks[term] = block;
    else this.put(last + 1, block);
    this.lastBlocks[term] = block;
    this.lastLengths[term] = 0;
    return block;
  }

  private allocate(length: number): number {
    // No block lies across two pages.
    const left = pageSize - (this.end % pageSize);
    const address = left < length ? this.end + left : this.end;
    this.end = address + length;
    while (this.pages.length * pageSize < this.end) this.pages.push(new Uint32Array(pageSize));
    return address;
  }

  private at(address: number): number {
    return (this.pages[Math.floor(address / pageSize)] as Uint32Array)[address % pageSize] as number;
  }

  private put(address: number, value: number): void {
    (this.pages[Math.floor(address / pageSize)] as Uint32Array)[address % pageSize] = value;
  }
}
