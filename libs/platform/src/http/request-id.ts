import { randomFillSync } from 'node:crypto';

const idBytes = 9;
/** Random bytes for many at a time: asking for them costs more than they do. */
const pool = Buffer.allocUnsafeSlow(idBytes * 512);
let next = pool.length;

/** Twelve characters that nobody can guess, for logs and clients. */
export function newRequestId(): string {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  next += idBytes;
  return pool.toString('base64url', next - idBytes, next);
}
