/** Who comes from a device that the account knows does not stand in line behind strangers, of whom an attacker can send any number. */
export type HashingLane = 'known' | 'strangers';

/** Slow on purpose. Never called inside a unit of work: a connection must not wait for it. */
export abstract class PasswordHasher {
  /** @throws SignInBusy when too many wait for their turn */
  abstract hash(password: string): Promise<string>;

  /** Takes the same time without a hash, for an account that doesn't exist. @throws SignInBusy */
  abstract verify(hash: string | undefined, password: string, lane?: HashingLane): Promise<boolean>;

  /** Whether the hash was made with other parameters than today's. */
  abstract isOutdated(hash: string): boolean;
}
