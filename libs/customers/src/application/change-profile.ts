import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ProfileChange } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import type { CustomerId } from '../domain/ids.js';

@Injectable()
export class ChangeProfile {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
  ) {}

  /** @throws InvalidProfile, CustomerNotFound */
  async execute(customerId: CustomerId, change: ProfileChange): Promise<void> {
    await this.unitOfWork.run(async () => {
      const customer = await this.customers.get(customerId);
      customer.changeProfile(change);
      await this.customers.save(customer);
    });
  }
}
