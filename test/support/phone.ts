import { Secret, TOTP } from 'otpauth';

/** An authenticator app, which has scanned what the shop shows. */
export class Phone {
  private readonly totp: TOTP;

  constructor(secret: string) {
    this.totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
  }

  /** What it shows; `next`: what it will show half a minute later, which the shop takes too, since clocks differ. */
  shows(which: 'now' | 'next' = 'now'): string {
    return this.totp.generate({ timestamp: Date.now() + (which === 'next' ? 30_000 : 0) });
  }

  /** Six digits that are none of those that the shop would take. */
  guess(): string {
    const near = [-60_000, -30_000, 0, 30_000, 60_000].map((ms) =>
      this.totp.generate({ timestamp: Date.now() + ms }),
    );
    const guess = Array.from({ length: 6 }, (_, digit) => String(digit).repeat(6)).find(
      (each) => !near.includes(each),
    );
    if (guess === undefined) throw new Error('Every guess would be right.');
    return guess;
  }
}
