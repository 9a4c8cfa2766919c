import { compareKeys, type NameKeys } from './name-keys.js';
import { withRoom } from './growing.js';
import type { ProductNumbers } from './product-numbers.js';

/** One way to compare products; products that are equal in it are compared by their ids. */
export interface SortKey {
  compare(one: number, other: number): number;
  /** The product against the values of a cursor. */
  compareWith(number: number, value: string | number): number;
  valueOf(number: number): string | number;
}

/** A number of each product. */
export class NumberKey implements SortKey {
  private values = new Float64Array(64);

  compare(one: number, other: number): number {
    return (this.values[one] as number) - (this.values[other] as number);
  }

  compareWith(number: number, value: string | number): number {
    return this.valueOf(number) - Number(value);
  }

  valueOf(number: number): number {
    return this.values[number] as number;
  }

  set(number: number, value: number): void {
    this.values = withRoom(this.values, Float64Array, number);
    this.values[number] = value;
  }
}

/** The names, as the database sorts them. */
export class NameKey implements SortKey {
  constructor(private readonly keys: NameKeys) {}

  compare(one: number, other: number): number {
    return this.keys.compare(one, other);
  }

  compareWith(number: number, value: string | number): number {
    return compareKeys(this.keys.of(number), Buffer.from(String(value), 'base64url'));
  }

  valueOf(number: number): string {
    return Buffer.from(this.keys.of(number)).toString('base64url');
  }
}

/** Never equal: the id decides. */
export function comparesBy(key: SortKey, numbers: ProductNumbers): (one: number, other: number) => number {
  return (one, other) => {
    const difference = key.compare(one, other);
    return difference === 0 ? numbers.compareIds(one, other) : difference;
  };
}
