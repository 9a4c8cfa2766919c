import { Injectable } from '@nestjs/common';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';

/** Gives an account a new link, which voids the earlier ones. Works only inside a unit of work. */
@Injectable()
export class RequestVerification {
  constructor(
    private readonly customers: Customers,
    private readonly emailTokens: EmailTokens,
  ) {}

  /** Adds the new account. @throws EmailTaken */
  ofNewcomer(customer: Customer): Promise<void> {
    return this.request(customer, () => this.customers.add(customer));
  }

  /** Saves the account. Without a mail the earlier links are void all the same. @throws AlreadyVerified */
  async of(customer: Customer, { mayMail = true } = {}): Promise<void> {
    if (mayMail) {
      await this.request(customer, () => this.customers.save(customer));
      return;
    }
    await this.customers.save(customer);
    await this.emailTokens.voidAllOf(customer.id, ['verify-email']);
  }

  private async request(customer: Customer, store: () => Promise<void>): Promise<void> {
    const token = newOpaqueToken();
    customer.requestVerification(token);
    await store();
    await this.emailTokens.replace({
      customerId: customer.id,
      purpose: 'verify-email',
      tokenHash: hashOfToken(token),
    });
  }
}
