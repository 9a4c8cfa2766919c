import { etagOf } from './etag.js';

/** Bytes that can be sent as they are. */
export interface Answer {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** As it is kept. */
export interface KeptAnswer extends Answer {
  readonly tags: readonly string[];
  /** Of the change feed, in this process, before it was made. */
  readonly version: number;
  /** Of the process's own clock (`performance.now()`). */
  readonly endsAt: number;
}

export function answerOf(body: object): Answer {
  const text = JSON.stringify(body);
  // Not from the shared pool: a kept answer would keep its neighbours there, too.
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return { bytes, etag: etagOf(bytes) };
}
