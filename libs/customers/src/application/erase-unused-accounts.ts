import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { AccountHousekeeping } from '../domain/account-housekeeping.js';
import type { CustomerId } from '../domain/ids.js';
import { EraseCustomer } from './erase-customer.js';

const batchSize = 100;

/** Customers who have not been here for UNUSED_ACCOUNT_DAYS are forgotten, as if they had asked for it. Off unless a shop sets it. */
@Injectable()
export class EraseUnusedAccounts implements OnModuleDestroy {
  private isStopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly housekeeping: AccountHousekeeping,
    private readonly eraseCustomer: EraseCustomer,
    private readonly config: Config,
  ) {}

  /** The account at hand is the last: the others are found again. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** @returns how many accounts were erased */
  async execute(): Promise<number> {
    const days = this.config.privacy.unusedAccountDays;
    if (days === undefined) return 0;
    let erased = 0;
    for (;;) {
      const ids = await this.housekeeping.unused(days, batchSize);
      let erasedNow = 0;
      for (const id of ids) {
        if (this.isStopping) return erased;
        if (await this.erase(id, days)) erasedNow += 1;
      }
      erased += erasedNow;
      if (ids.length < batchSize || erasedNow === 0) return erased;
    }
  }

  private erase(customerId: CustomerId, days: number): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      if (!(await this.housekeeping.isUnused(customerId, days))) return false; // back at the last moment
      await this.eraseCustomer.execute({ customerId, actor: 'system:unused-accounts' });
      return true;
    });
  }
}
