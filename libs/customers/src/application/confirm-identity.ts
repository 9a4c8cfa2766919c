import { Injectable } from '@nestjs/common';
import { Customers } from '../domain/customers.js';
import { PasswordNeeded, WrongPassword } from '../domain/customers.errors.js';
import type { CustomerId } from '../domain/ids.js';
import { PasswordHasher } from './password-hasher.js';

/** Before a sensitive change: whoever sits at somebody else's open browser doesn't know the password (ASVS 7.5.1). */
@Injectable()
export class ConfirmIdentity {
  constructor(
    private readonly customers: Customers,
    private readonly hasher: PasswordHasher,
  ) {}

  /** Not in a unit of work: it takes its time. @throws PasswordNeeded, WrongPassword */
  async execute({
    customerId,
    password,
  }: {
    customerId: CustomerId;
    password: string | undefined;
  }): Promise<void> {
    if (password === undefined) throw new PasswordNeeded();
    const passwordHash = await this.customers.passwordHashOf(customerId);
    if (!(await this.hasher.verify(passwordHash, password))) throw new WrongPassword();
  }
}
