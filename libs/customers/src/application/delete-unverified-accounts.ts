import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { AccountHousekeeping } from '../domain/account-housekeeping.js';

const batchSize = 200;

/** As long as a stolen token that comes again after the end of its session is to be told from a wrong one. */
const endedSessionDays = 7;

/** What came of registrations that nobody finished, and of sign-ins that are over: deleted in small batches, by the worker's schedule. */
@Injectable()
export class DeleteUnverifiedAccounts {
  constructor(
    private readonly housekeeping: AccountHousekeeping,
    private readonly config: Config,
  ) {}

  /** @returns how many accounts went */
  execute(): Promise<number> {
    const { unverifiedAccountDays } = this.config.privacy;
    return untilDone(() => this.housekeeping.deleteUnverified(unverifiedAccountDays, batchSize));
  }

  /** @returns how many sessions went */
  endedSessions(): Promise<number> {
    return untilDone(() => this.housekeeping.deleteEndedSessions(endedSessionDays, batchSize));
  }
}

async function untilDone(deleteBatch: () => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const deleted = await deleteBatch();
    total += deleted;
    // Fewer, because somebody came back in between: what is left waits for tomorrow.
    if (deleted < batchSize) return total;
  }
}
