declare const brand: unique symbol;

/** An identifier of one kind of thing: a UUIDv7 (RFC 9562) as lower-case text; a cart's id can't pass for an order's. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

// Random bytes come in blocks, since one call to the system's generator costs more than a whole id.
const pool = new Uint8Array(4096);
let poolPosition = pool.length;
let lastMillisecond = 0;
let sequence = 0;

/**
 * A new id: 48 bits of milliseconds, a 12-bit counter that keeps the ids of one process and millisecond in order,
 * 62 random bits. Inserts into a clustered index stay sequential.
 */
export function newId<T extends Id<string>>(now: number = Date.now()): T {
  if (now > lastMillisecond) {
    lastMillisecond = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    // The counter is used up, or the clock went back: borrow from the next millisecond, as RFC 9562 6.2 allows.
    lastMillisecond += 1;
    sequence = 0;
  }
  return format(lastMillisecond, sequence, randomBytes(8)) as T;
}

export function isId(text: unknown): text is Id<string> {
  return typeof text === 'string' && pattern.test(text);
}

/** The id that the text holds, upper case allowed, or undefined if it holds none. */
export function parseId<T extends Id<string>>(text: string): T | undefined {
  const lower = text.toLowerCase();
  return pattern.test(lower) ? (lower as T) : undefined;
}

function randomBytes(count: number): Uint8Array {
  if (poolPosition + count > pool.length) {
    crypto.getRandomValues(pool);
    poolPosition = 0;
  }
  poolPosition += count;
  return pool.subarray(poolPosition - count, poolPosition);
}

function format(millisecond: number, counter: number, random: Uint8Array): string {
  const time = millisecond.toString(16).padStart(12, '0');
  const tail = Array.from(random, (byte, index) => hex[index === 0 ? (byte & 0x3f) | 0x80 : byte]).join('');
  const high = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
