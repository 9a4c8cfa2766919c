import type { SecurityTrail, RefusedAttempt } from '#platform/audit/security-trail.js';
import type { Config } from '#platform/config/config.js';
import { requestScope } from '#platform/observability/request-scope.js';
import { Counters } from '#platform/counters/counters.js';
import type { SharedCounts } from '#platform/counters/shared-counts.js';
import { DeviceTokens } from '#platform/security/device-tokens.js';
import { Signer } from '#platform/security/signer.js';
import { KnownDevices } from '../application/known-devices.js';
import type { RecordSignIn } from '../application/record-sign-in.js';
import { MailLimits } from '../application/mail-limits.js';
import { SignInLimits } from '../application/sign-in-limits.js';
import { Devices } from '../domain/devices.js';
import type { CustomerId } from '../domain/ids.js';

/** Counters of a process whose Redis is away. */
export function ownCounters(): Counters {
  return new Counters({ run: () => Promise.resolve(undefined) } as unknown as SharedCounts);
}

export const guessingConfig = {
  http: { rateLimitPerMinute: 600 },
  auth: { signingSecret: 'a secret of these specs', signInFailuresPerMinute: 1_000 },
} as Config;

export class DevicesInMemory extends Devices {
  readonly known = new Set<string>();
  signedIn = new Set<CustomerId>();

  isKnown(tokenHash: Buffer, customerId: CustomerId | undefined): Promise<boolean> {
    return Promise.resolve(this.known.has(`${tokenHash.toString('hex')} ${customerId ?? ''}`));
  }

  remember(tokenHash: Buffer, customerId: CustomerId): Promise<void> {
    this.known.add(`${tokenHash.toString('hex')} ${customerId}`);
    return Promise.resolve();
  }

  rename(oldHash: Buffer, newHash: Buffer): Promise<void> {
    for (const each of this.known) {
      const [hash, customerId] = each.split(' ');
      if (hash !== oldHash.toString('hex')) continue;
      this.known.delete(each);
      this.known.add(`${newHash.toString('hex')} ${customerId ?? ''}`);
    }
    return Promise.resolve();
  }

  forgetAllOf(customerId: CustomerId, except?: Buffer): Promise<void> {
    for (const each of this.known)
      if (each.endsWith(customerId) && !each.startsWith(except?.toString('hex') ?? ' '))
        this.known.delete(each);
    return Promise.resolve();
  }

  noteSignIn(customerId: CustomerId): Promise<boolean> {
    const before = this.signedIn.has(customerId);
    this.signedIn.add(customerId);
    return Promise.resolve(before);
  }

  deleteExpired(): Promise<number> {
    return Promise.resolve(0);
  }
}

export class TrailInMemory {
  readonly noted: RefusedAttempt[] = [];

  note(attempt: RefusedAttempt): void {
    this.noted.push(attempt);
  }
}

/** The limits as they are, with what they write down. */
export function signInLimits({
  counters = ownCounters(),
  devices = new DevicesInMemory(),
  trail = new TrailInMemory(),
  config = guessingConfig,
} = {}): SignInLimits {
  return new SignInLimits(counters, knownDevices(devices), trail as unknown as SecurityTrail, config);
}

export function mailLimits(counters = ownCounters()): MailLimits {
  return new MailLimits(counters, guessingConfig);
}

export function knownDevices(devices: Devices = new DevicesInMemory()): KnownDevices {
  return new KnownDevices(devices, new DeviceTokens(new Signer(guessingConfig)));
}

/** For specs in which nobody asks what a sign-in leaves behind. */
export const recordsNothing = {
  execute: () => Promise.resolve('a device token'),
} as unknown as RecordSignIn;

/** As a request from there would. */
export function from<Result>(
  client: { address: string; deviceToken?: string | undefined; userAgent?: string },
  work: () => Promise<Result>,
): Promise<Result> {
  return requestScope.run({ client: { userAgent: undefined, ...client } }, work);
}
