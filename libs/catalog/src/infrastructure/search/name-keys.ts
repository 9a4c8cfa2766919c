import { withRoom } from './growing.js';

/** Weight of a blank in utf8mb4_unicode_ci, with which the database fills up the shorter of two texts. */
const blank = 0x0209;

/**
 * The names as the database sorts them: the weights that WEIGHT_STRING gives, two bytes each, so that an order of names made here is
 * the one that the index product_listings_name has.
 */
export class NameKeys {
  private bytes = new Uint8Array(4_096);
  private ends = new Uint32Array(64);

  set(number: number, key: Uint8Array): void {
    const start = this.startOf(number);
    this.bytes = withRoom(this.bytes, Uint8Array, start + key.length);
    this.bytes.set(key, start);
    this.ends = withRoom(this.ends, Uint32Array, number);
    this.ends[number] = start + key.length;
  }

  of(number: number): Uint8Array {
    return this.bytes.subarray(this.startOf(number), this.ends[number]);
  }

  compare(one: number, other: number): number {
    return compareKeys(this.of(one), this.of(other));
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : (this.ends[number - 1] as number);
  }
}

export function compareKeys(one: Uint8Array, other: Uint8Array): number {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index += 2) {
    const difference = weightAt(one, index) - weightAt(other, index);
    if (difference !== 0) return difference;
  }
  return 0;
}

function weightAt(key: Uint8Array, index: number): number {
  return index < key.length ? ((key[index] as number) << 8) | (key[index + 1] ?? 0) : blank;
}
