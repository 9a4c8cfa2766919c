import { withRoom } from './growing.js';

const free = -1;

/**
 * Gives each product a small number, under which columns and bitmaps know it. A product whose text changes gets a new number; the older one
 * keeps its id but is not found by it any more. A hash table over typed arrays: a Map of as many strings would take ten times the memory.
 */
export class ProductNumbers {
  private ids = new Uint32Array(4 * 1_024);
  private slots = new Int32Array(2_048).fill(free);
  private count = 0;
  private distinct = 0;

  /** How many numbers were given, the outdated included. */
  get length(): number {
    return this.count;
  }

  /** A new number for the product. */
  give(id: string): number {
    const number = this.count++;
    this.ids = withRoom(this.ids, Uint32Array, 4 * number + 3);
    for (let word = 0; word < 4; word++) this.ids[4 * number + word] = wordOf(id, word);
    if (2 * this.distinct >= this.slots.length) this.rehash(2 * this.slots.length);
    const slot = this.slotOf(id);
    if (this.slots[slot] === free) this.distinct += 1;
    this.slots[slot] = number;
    return number;
  }

  /** The newest number of the product. */
  numberOf(id: string): number | undefined {
    const number = this.slots[this.slotOf(id)] as number;
    return number === free ? undefined : number;
  }

  idOf(number: number): string {
    const hex = [0, 1, 2, 3]
      .map((word) => (this.ids[4 * number + word] as number).toString(16).padStart(8, '0'))
      .join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** As the database compares BINARY(16). */
  compareIds(one: number, other: number): number {
    for (let word = 0; word < 4; word++) {
      const difference = (this.ids[4 * one + word] as number) - (this.ids[4 * other + word] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** Compares the ids of numbers with this one. */
  comparerWith(id: string): (number: number) => number {
    const words = [0, 1, 2, 3].map((word) => wordOf(id, word)) as [number, number, number, number];
    return (number) => {
      for (let word = 0; word < 4; word++) {
        const difference = (this.ids[4 * number + word] as number) - (words[word] as number);
        if (difference !== 0) return difference;
      }
      return 0;
    };
  }

  /** The slot that holds the id, or the free one where it belongs. */
  private slotOf(id: string): number {
    const mask = this.slots.length - 1;
    const compare = this.comparerWith(id);
    let slot = Math.imul(wordOf(id, 3) ^ wordOf(id, 2), 0x9e3779b1) & mask;
    for (;;) {
      const number = this.slots[slot] as number;
      if (number === free || compare(number) === 0) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private rehash(length: number): void {
    const older = this.slots;
    this.slots = new Int32Array(length).fill(free);
    for (const number of older) {
      if (number !== free) this.slots[this.slotOf(this.idOf(number))] = number;
    }
  }
}

/** Where the four words of 32 bits begin in the text of an id, and the hyphens within them. */
function wordOf(id: string, word: number): number {
  switch (word) {
    case 0:
      return parseInt(id.slice(0, 8), 16);
    case 1:
      return parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
    case 2:
      return parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
    default:
      return parseInt(id.slice(28, 36), 16);
  }
}
