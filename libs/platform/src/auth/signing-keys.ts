import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '#shared-kernel';
import { SigningKeyStore } from './signing-key-store.js';
import type { PublicJwk, SigningKey } from './signing-key.js';

/** Between two questions to the database because of a key that nobody here knows: forgers must not decide how often it is asked. */
const learnAgainMs = 1_000;
/** What was signed at the last moment by a process that hears of everything a little later. */
const slackMs = 60_000;

/** There is no key, or none that ENCRYPTION_SECRET opens. */
export class NoSigningKey extends DomainError {
  readonly code = 'auth.no-signing-key';
  readonly kind = 'unavailable';

  constructor() {
    super('Nobody can be signed in at the moment. Please try again.');
  }
}

/** The keys that this process knows. */
@Injectable()
export class SigningKeys {
  private keys: ReadonlyMap<string, SigningKey> = new Map();
  private loadedAt = -Infinity;
  private loading: Promise<void> | undefined;
  private changes = 0;

  constructor(private readonly store: SigningKeyStore) {}

  /** Reads all keys anew; who asks meanwhile gets the next reading. */
  async load(): Promise<void> {
    const began = performance.now();
    const keys = new Map((await this.store.all()).map((key) => [key.id, key]));
    if (began < this.loadedAt) return;
    if (keys.size !== this.keys.size || [...keys.keys()].some((id) => !this.keys.has(id))) this.changes += 1;
    this.keys = keys;
    this.loadedAt = began;
  }

  /** Counts how often a key came or went. */
  get version(): number {
    return this.changes;
  }

  /** The newest of those whose time has come. @throws NoSigningKey */
  get signing(): SigningKey & { privateKey: KeyObject } {
    const key = this.newest();
    if (key === undefined) throw new NoSigningKey();
    return key;
  }

  get canSign(): boolean {
    return this.newest() !== undefined;
  }

  /** What verifies a token of this key, as long as one that lives so long may be around. */
  find(kid: string, lifetimeSeconds: number): KeyObject | undefined {
    const key = this.keys.get(kid);
    if (key === undefined) return undefined;
    const until = (key.retiredAt ?? Infinity) + lifetimeSeconds * 1_000 + slackMs;
    return performance.now() < until ? key.publicKey : undefined;
  }

  /** The same, after a look at the database if need be: another process may have made the key just now. */
  async learn(kid: string, lifetimeSeconds: number): Promise<KeyObject | undefined> {
    if (!this.keys.has(kid)) await this.loadUnlessJustDone();
    return this.find(kid, lifetimeSeconds);
  }

  /** Also those that will sign soon. */
  published(lifetimeSeconds: number): PublicJwk[] {
    return [...this.keys.values()]
      .filter(({ id }) => this.find(id, lifetimeSeconds) !== undefined)
      .map(({ jwk }) => jwk);
  }

  async loadUnlessJustDone(): Promise<void> {
    if (performance.now() - this.loadedAt < learnAgainMs) return;
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    await this.loading;
  }

  private newest(): (SigningKey & { privateKey: KeyObject }) | undefined {
    const now = performance.now();
    return [...this.keys.values()]
      .filter((key): key is SigningKey & { privateKey: KeyObject } => key.privateKey !== undefined)
      .filter(({ activeAt, retiredAt = Infinity }) => activeAt <= now && now < retiredAt)
      .reduce<(SigningKey & { privateKey: KeyObject }) | undefined>(
        (best, key) => (best === undefined || key.activeAt > best.activeAt ? key : best),
        undefined,
      );
  }
}
