import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { MailRecords } from './mail-records.js';

const batchSize = 500;

/**
 * The delivery log answers "did my mail go out?", which nobody asks after MAIL_DAYS. That a mail goes out once is not at stake: an event
 * that has made a mail is recorded as consumed, however long ago.
 */
@Injectable()
export class DeleteOldMails {
  constructor(
    private readonly records: MailRecords,
    private readonly config: Config,
  ) {}

  /** @returns how many mails were deleted */
  async execute(): Promise<number> {
    for (let total = 0; ;) {
      const deleted = await this.records.deleteOld(this.config.privacy.mailDays, batchSize);
      total += deleted;
      if (deleted < batchSize) return total;
    }
  }
}
