import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { currentClient } from '#platform/observability/request-scope.js';
import { clientNetwork, siteNetwork } from '#platform/rate-limit/client-network.js';
import { Counters, isClosed, type Limit } from '#platform/rate-limit/counters.js';
import { TooManyMails } from '../domain/guessing.errors.js';
import { unnamed } from './unnamed.js';

const hour = 3_600;

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

  /** Before anything is looked up. @param emailKey as EmailAddress has it @throws TooManyMails */
  async take(emailKey: string): Promise<void> {
    const outcome = await this.counters.hit(this.limitsOf(emailKey));
    if (isClosed(outcome)) throw new TooManyMails(outcome.seconds);
  }

  private limitsOf(emailKey: string): readonly Limit[] {
    const { address = '' } = currentClient() ?? {};
    const site = siteNetwork(address);
    return [
      { key: `mail-account:${unnamed(emailKey, this.config)}`, most: 5, seconds: hour },
      { key: `mail-address:${clientNetwork(address)}`, most: 30, seconds: hour },
      ...(site === undefined ? [] : [{ key: `mail-site:${site}`, most: 120, seconds: hour }]),
      { key: 'mail-all:', most: 600, seconds: 60 },
    ];
  }
}
