import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock, DomainError } from '#shared-kernel';
import { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { mustBeGoodPassword } from '../domain/password-policy.js';
import type { Role } from '../domain/roles.js';
import { Sessions } from '../domain/sessions.js';
import { PasswordHasher } from './password-hasher.js';

export class DemoAccountsRefused extends DomainError {
  readonly code = 'customers.demo-accounts-refused';
  readonly kind = 'forbidden';

  constructor() {
    super('A shop in production gets no accounts whose password is known.');
  }
}

interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export const demoAccounts = {
  customer: { email: 'ada@example.test', name: 'Ada Lovelace', role: 'customer' },
  staff: { email: 'grace@example.test', name: 'Grace Hopper', role: 'owner' },
} as const satisfies Record<string, DemoAccount>;

/** A verified customer and a member of staff to try the shop with. Done again, it sees to it that the password is the given one. */
@Injectable()
export class CreateDemoAccounts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly sessions: Sessions,
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws DemoAccountsRefused, WeakPassword */
  async execute({ password }: { password: string }): Promise<typeof demoAccounts> {
    if (this.config.appEnv === 'production') throw new DemoAccountsRefused();
    for (const account of Object.values(demoAccounts)) await this.create(account, password);
    return demoAccounts;
  }

  private async create({ role, name, ...account }: DemoAccount, password: string): Promise<void> {
    const email = EmailAddress.of(account.email);
    mustBeGoodPassword(password, { email: email.key, name, shopName: this.config.shop.name });
    const existing = await this.customers.credentials(email.key);
    if (existing !== undefined && (await this.hasher.verify(existing.passwordHash, password))) return;
    const passwordHash = await this.hasher.hash(password);
    await this.unitOfWork.run(async () => {
      const known = await this.customers.withEmail(email.key);
      if (known === undefined) {
        const newcomer = Customer.appoint({ email, name, passwordHash }, role, this.clock.now());
        await this.customers.add(newcomer);
        return;
      }
      known.replacePasswordHash(passwordHash);
      await this.customers.save(known);
      await this.sessions.endAllOf(known.id, 'password-replaced');
    });
  }
}
