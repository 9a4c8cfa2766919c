import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { AccountDisabled, EmailNotVerified } from '../domain/customers.errors.js';
import { Customers } from '../domain/customers.js';
import { AnotherIdentityLinked } from '../domain/identities.errors.js';
import { Identities } from '../domain/identities.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { SignInAttemptInvalid } from '../domain/provider-sign-in.errors.js';
import { Sessions } from '../domain/sessions.js';
import { ConfirmIdentity } from './confirm-identity.js';
import type { ProviderCallback, ProviderStart, SignInProvider } from './sign-in-provider.js';
import { whereFrom } from './where-from.js';

/** Who wants to link, in which sign-in of theirs. */
export interface Linker {
  readonly customerId: CustomerId;
  readonly sessionId: SessionId;
}

/** Lets somebody who is signed in sign in by a provider from now on. */
@Injectable()
export class LinkIdentity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly customers: Customers,
    private readonly identities: Identities,
    private readonly sessions: Sessions,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws AnotherIdentityLinked, and what ConfirmIdentity throws */
  async start(
    provider: SignInProvider,
    { customerId, sessionId }: Linker,
    password: string | undefined,
  ): Promise<ProviderStart> {
    await this.confirmIdentity.execute({ customerId, sessionId, password });
    if ((await this.identities.providersOf(customerId)).includes(provider.name))
      throw new AnotherIdentityLinked();
    return provider.start();
  }

  /**
   * The session must be the one that began: somebody who has signed out in between has changed their mind.
   * @throws SignInAttemptInvalid, IdentityTaken, AnotherIdentityLinked, EmailNotVerified, AccountDisabled, and what the provider throws
   */
  async finish(
    provider: SignInProvider,
    { customerId, sessionId }: Linker,
    callback: ProviderCallback,
  ): Promise<void> {
    const { subject, email } = await provider.finish(callback);
    const identity = { provider: provider.name, subject };
    await this.unitOfWork.run(async () => {
      const customer = await this.customers.get(customerId);
      if ((await this.sessions.running(sessionId, 'api'))?.id !== customerId)
        throw new SignInAttemptInvalid();
      if (customer.isDisabled) throw new AccountDisabled();
      // Else somebody could leave a key to an account in it before the owner of its address comes.
      if (!customer.isVerified) throw new EmailNotVerified();
      if ((await this.identities.ownerOf(identity)) === customerId) return; // linked in another window
      await this.identities.link(customerId, identity, email);
      customer.notice('identity-linked', {
        at: this.clock.now(),
        ...whereFrom(),
        subject: provider.name,
      });
      await this.customers.save(customer);
      await this.auditLog.append({
        actor: customerId,
        action: 'customers.link-identity',
        subjectType: 'customer',
        subjectId: customerId,
        after: { provider: provider.name, how: 'from-profile' },
      });
    });
  }
}
