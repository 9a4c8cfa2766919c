import { createHash } from 'node:crypto';
import { idempotencyMismatch, keyInUse } from './errors.js';
import type { Stored } from './objects.js';
import type { State } from './state.js';

type Kept = Stored & {
  object: 'idempotency';
  path: string;
  fingerprint: string;
  status: number;
  body: string;
  request: string;
};

export type KeyedRequest = { key: string; path: string; encoded: string };
export type Replay = Pick<Kept, 'status' | 'body' | 'request'>;

const KEPT_FOR_SECONDS = 24 * 3600;

/** A key stands for one request: the answer of the first one is the answer of all (docs.stripe.com/api/idempotent_requests). */
export class Idempotency {
  private readonly inFlight = new Set<string>();

  constructor(private readonly state: State) {}

  /** What was answered before, or nothing if this is the first; throws if the key stands for something else. */
  begin({ key, path, encoded }: KeyedRequest): Replay | undefined {
    const kept = this.find(key);
    if (kept && kept.path !== path)
      throw idempotencyMismatch(
        misuse(key, `for the same endpoint they were first used for ('${kept.path}' vs '${path}')`),
      );
    if (kept && kept.fingerprint !== fingerprint(encoded))
      throw idempotencyMismatch(misuse(key, 'with the same parameters they were first used with'));
    if (kept) return kept;
    if (this.inFlight.has(key)) throw keyInUse(key);
    this.inFlight.add(key);
    return undefined;
  }

  keep({ key, path, encoded }: KeyedRequest, answer: Replay): void {
    const created = Math.floor(Date.now() / 1000);
    this.state.save({
      id: key,
      object: 'idempotency',
      created,
      path,
      fingerprint: fingerprint(encoded),
      ...answer,
    });
  }

  end({ key }: KeyedRequest): void {
    this.inFlight.delete(key);
  }

  private find(key: string): Kept | undefined {
    const kept = this.state.find<Kept>('idempotency', key);
    const isOld = kept && kept.created < Date.now() / 1000 - KEPT_FOR_SECONDS;
    if (isOld) this.state.remove(kept);
    return isOld ? undefined : kept;
  }
}

function fingerprint(encoded: string): string {
  const pairs = [...new URLSearchParams(encoded)].map(([name, value]) => `${name}=${value}`).sort();
  return createHash('sha256').update(pairs.join('&')).digest('base64url');
}

function misuse(key: string, only: string): string {
  return (
    `Keys for idempotent requests can only be used ${only}. ` +
    `Try using a key other than '${key}' if you meant to execute a different request.`
  );
}
