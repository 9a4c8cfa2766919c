import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { currentClient } from '#platform/observability/request-scope.js';
import { clientNetwork, siteNetwork } from '#platform/counters/client-network.js';
import { Counters, isClosed, type Limit } from '#platform/counters/counters.js';
import type { EmailTokenPurpose } from '../domain/email-tokens.js';
import { TooManyMails } from '../domain/guessing.errors.js';
import { unnamed } from './unnamed.js';

/** What a mail is asked for. Each is counted by itself, so that nobody who uses up one of them keeps another from being sent. */
export type MailPurpose = EmailTokenPurpose | 'register';

const hour = 3_600;
const mailsPerAccount = 3;
/** RATE_LIMIT_PER_MINUTE as it is when nobody sets it. */
const usualRate = 600;

/**
 * Mails that anybody can have sent to anybody: links to verify, to choose a new password. Counted whether or not there is such an account.
 * The owner is not kept out by somebody who uses this up: the latest link is in the mail box and lives as long as the window.
 */
@Injectable()
export class MailLimits {
  constructor(
    private readonly counters: Counters,
    private readonly config: Config,
  ) {}

  /** Before anything is looked up. @returns whether the account gets a mail, which nobody is told @throws TooManyMails */
  async take(purpose: MailPurpose, account: string): Promise<boolean> {
    const outcome = await this.counters.hit(this.ofClient());
    if (isClosed(outcome)) throw new TooManyMails(outcome.seconds);
    return this.allows(purpose, account);
  }

  /** @param account key of the address, or the customer's id */
  async allows(purpose: MailPurpose, account: string): Promise<boolean> {
    const limit = { key: this.keyOf(purpose, account), most: mailsPerAccount, seconds: hour };
    return !isClosed(await this.counters.hit([limit]));
  }

  /** The link has been used: whoever asks for another one owns the mail box. */
  async reopen(purpose: MailPurpose, account: string): Promise<void> {
    await this.counters.clear([this.keyOf(purpose, account)]);
  }

  private keyOf(purpose: MailPurpose, account: string): string {
    return `mail-account:${purpose}:${unnamed(account, this.config)}`;
  }

  private ofClient(): readonly Limit[] {
    const { address = '' } = currentClient() ?? {};
    const site = siteNetwork(address);
    // Like the limits of routes they keep their proportion to the general one.
    const inProportion = (most: number): number =>
      Math.max(1, Math.round((most * this.config.http.rateLimitPerMinute) / usualRate));
    return [
      { key: `mail-address:${clientNetwork(address)}`, most: inProportion(30), seconds: hour },
      ...(site === undefined ? [] : [{ key: `mail-site:${site}`, most: inProportion(120), seconds: hour }]),
      { key: 'mail-all:', most: inProportion(600), seconds: 60 },
    ];
  }
}
