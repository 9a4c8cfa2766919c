import { Injectable } from '@nestjs/common';
import { SecurityTrail } from '#platform/audit/security-trail.js';
import { Config } from '#platform/config/config.js';
import { currentClient } from '#platform/observability/request-scope.js';
import { clientNetwork, siteNetwork } from '#platform/counters/client-network.js';
import { Counters, isClosed, type Limit, type Taken } from '#platform/counters/counters.js';
import { TooManyAttempts } from '../domain/guessing.errors.js';
import { WrongCredentials, WrongPassword } from '../domain/customers.errors.js';
import type { CustomerId } from '../domain/ids.js';
import { KnownDevices } from './known-devices.js';
import type { HashingLane } from './password-hasher.js';
import { unnamed } from './unnamed.js';

/** What somebody tries to get into. */
export interface Attempt {
  /** What failures are counted by, whether or not there is such an account: the key of the address, or the customer's id. */
  readonly account: string;
  /** Undefined if there is no such account. */
  readonly customerId: CustomerId | undefined;
}

const quarter = 900;
const hour = 3_600;
const day = 86_400;

/**
 * Limits of wrong passwords: for each account from each address, for each account, for each address, and in all. Only failures count, and
 * a try takes its place before it is made, so that many at once get no further than many in turn.
 *
 * Nobody can be locked out by somebody else: a device that the account knows passes all of these, with a limit of its own that only who holds
 * its token can use up; and a password reset makes a device known.
 */
@Injectable()
export class SignInLimits {
  constructor(
    private readonly counters: Counters,
    private readonly devices: KnownDevices,
    private readonly trail: SecurityTrail,
    private readonly config: Config,
  ) {}

  /** Whether the one who asks shows that they have signed in to some account before; asks nobody. */
  get knowsSomebody(): boolean {
    return this.devices.isSomebody;
  }

  /**
   * Runs `work`, which checks a password. If it throws WrongCredentials or WrongPassword, that was a failure.
   * @throws TooManyAttempts without running it
   */
  async admit<Result>(attempt: Attempt, work: (lane: HashingLane) => Promise<Result>): Promise<Result> {
    const device = await this.devices.recognise(attempt.customerId);
    const subject = unnamed(attempt.account, this.config);
    const place = await this.takePlace(
      attempt,
      device === undefined ? this.ofStrangers(subject) : ofDevice(device, subject),
    );
    try {
      const result = await work(device === undefined ? 'strangers' : 'known');
      await place.giveBack();
      return result;
    } catch (error) {
      if (error instanceof WrongCredentials || error instanceof WrongPassword)
        this.note('customers.sign-in-failed', attempt);
      else await place.giveBack();
      throw error;
    }
  }

  private async takePlace(attempt: Attempt, limits: readonly Limit[]): Promise<Taken> {
    const outcome = await this.counters.hit(limits);
    if (!isClosed(outcome)) return outcome;
    this.note('customers.sign-in-refused', attempt, { limit: outcome.limit.key.split(':', 1)[0] });
    throw new TooManyAttempts(outcome.seconds);
  }

  private ofStrangers(subject: string): readonly Limit[] {
    const { address = '' } = currentClient() ?? {};
    const site = siteNetwork(address);
    return [
      { key: pairKey(subject), most: 10, seconds: quarter },
      { key: `sign-in-account:${subject}`, most: 30, seconds: hour },
      // As many as NIST SP 800-63B (5.2.2) allows at all.
      { key: `sign-in-account-day:${subject}`, most: 100, seconds: day },
      { key: `sign-in-address:${clientNetwork(address)}`, most: 50, seconds: quarter },
      ...(site === undefined ? [] : [{ key: `sign-in-site:${site}`, most: 200, seconds: quarter }]),
      { key: 'sign-in-all:', most: this.config.auth.signInFailuresPerMinute, seconds: 60 },
    ];
  }

  /** Never what was typed: people type their password into the other field. */
  private note(action: string, { account, customerId }: Attempt, after?: unknown): void {
    this.trail.note({
      actor: customerId ?? 'anonymous',
      action,
      subjectType: customerId === undefined ? 'unknown-account' : 'customer',
      subjectId: customerId ?? unnamed(account, this.config),
      ...(after === undefined ? {} : { after }),
    });
  }
}

function pairKey(subject: string): string {
  return `sign-in-pair:${subject}@${clientNetwork(currentClient()?.address ?? '')}`;
}

function ofDevice(device: string, subject: string): readonly Limit[] {
  return [{ key: `sign-in-device:${device}:${subject}`, most: 20, seconds: quarter }];
}
