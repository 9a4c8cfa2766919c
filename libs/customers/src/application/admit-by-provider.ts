import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { Customer } from '../domain/customer.js';
import { AccountDisabled, EmailTaken, InvalidProfile } from '../domain/customers.errors.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { IdentityTaken } from '../domain/identities.errors.js';
import { Identities, type ProviderIdentity } from '../domain/identities.js';
import { LinkFromProfile, ProviderEmailUnverified } from '../domain/provider-sign-in.errors.js';
import { isStaff } from '../domain/roles.js';
import { Sessions } from '../domain/sessions.js';
import { unusablePasswordHash } from '../domain/unusable-password.js';
import type { ProviderProfile, SignInProvider } from './sign-in-provider.js';
import { whereFrom } from './where-from.js';

type Known = ProviderProfile & ProviderIdentity;

/** Whoever a provider vouches for is let in: by what it calls them, and by the address only when both sides have verified it. */
@Injectable()
export class AdmitByProvider {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly identities: Identities,
    private readonly sessions: Sessions,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` with the account in a unit of work.
   * @throws ProviderEmailUnverified, LinkFromProfile, AnotherIdentityLinked, AccountDisabled
   */
  async admit<Result>(
    provider: SignInProvider,
    profile: ProviderProfile,
    work: (customer: Customer) => Promise<Result>,
  ): Promise<Result> {
    const known = { ...profile, provider: provider.name };
    const attempt = (): Promise<Result> =>
      this.unitOfWork.run(async () => {
        const customer = (await this.linked(known)) ?? (await this.byAddress(known, provider.label));
        if (customer.isDisabled) throw new AccountDisabled();
        return work(customer);
      });
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof EmailTaken) && !(error instanceof IdentityTaken)) throw error;
      return attempt(); // Two sign-ins at the same moment: this one came second, and finds the other's account now.
    }
  }

  private async linked(known: Known): Promise<Customer | undefined> {
    const owner = await this.identities.ownerOf(known);
    if (owner === undefined) return undefined;
    const customer = await this.customers.get(owner);
    // Asked again under the lock of the account: it may have been unlinked while we waited.
    return (await this.identities.use(owner, known, known.email)) ? customer : undefined;
  }

  private async byAddress(known: Known, label: string): Promise<Customer> {
    // Before the look-up: whether there is an account is nobody's business who has not shown that the address is theirs.
    if (!known.emailVerified) throw new ProviderEmailUnverified(label);
    const email = EmailAddress.of(known.email);
    const customer = await this.customers.withEmail(email.key);
    if (customer === undefined) return this.register(known, email);
    if (customer.isDisabled) throw new AccountDisabled();
    // By another window at the same moment.
    if (await this.identities.use(customer.id, known, known.email)) return customer;
    if (isStaff(customer.role)) throw new LinkFromProfile();
    if (!customer.isVerified) await this.takeOver(customer, known);
    customer.notice('identity-linked', {
      at: this.clock.now(),
      ...whereFrom(),
      subject: known.provider,
    });
    await this.link(customer, known, 'by-address');
    await this.customers.save(customer);
    return customer;
  }

  private async register(known: Known, email: EmailAddress): Promise<Customer> {
    const now = this.clock.now();
    const customer = newcomerOf(known, email, now);
    customer.verifyEmail(now);
    await this.customers.add(customer);
    await this.link(customer, known, 'new-account');
    return customer;
  }

  /**
   * Nobody has shown that the account is theirs until now: whoever registered it may have been waiting for the owner of the address
   * to come, so nothing that opens it stays.
   */
  private async takeOver(customer: Customer, known: Known): Promise<void> {
    const now = this.clock.now();
    customer.changePassword(unusablePasswordHash(), now);
    customer.changeProfile({ name: newcomerOf(known, EmailAddress.of(known.email), now).name });
    customer.verifyEmail(now);
    await this.sessions.endAllOf(customer.id, 'password-replaced');
    await this.identities.dropPlanted(customer.id);
    await this.auditLog.append({
      actor: customer.id,
      action: 'customers.take-over-unverified',
      subjectType: 'customer',
      subjectId: customer.id,
      before: { emailVerified: false },
      after: { emailVerified: true },
    });
  }

  private async link(customer: Customer, known: Known, how: string): Promise<void> {
    await this.identities.link(customer.id, known, known.email);
    await this.auditLog.append({
      actor: customer.id,
      action: 'customers.link-identity',
      subjectType: 'customer',
      subjectId: customer.id,
      after: { provider: known.provider, how },
    });
  }
}

/** Names elsewhere may hold what names here may not: then it is the part before the @. */
function newcomerOf({ name, email: address }: ProviderProfile, email: EmailAddress, now: Date): Customer {
  const of = (text: string): Customer =>
    Customer.register({ email, name: text, passwordHash: unusablePasswordHash() }, now);
  for (const text of [name, address.slice(0, address.lastIndexOf('@'))]) {
    try {
      return of(text);
    } catch (error) {
      if (!(error instanceof InvalidProfile)) throw error;
    }
  }
  return of('Customer');
}
