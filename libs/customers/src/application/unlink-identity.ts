import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { Customers } from '../domain/customers.js';
import { IdentityNotFound, LastWayIn } from '../domain/identities.errors.js';
import { Identities } from '../domain/identities.js';
import { Sessions } from '../domain/sessions.js';
import { ConfirmIdentity } from './confirm-identity.js';
import type { Linker } from './link-identity.js';
import { whereFrom } from './where-from.js';

/** Ends the sign-ins at a provider, and every other session: one unlinks because somebody else may have come in that way. */
@Injectable()
export class UnlinkIdentity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly customers: Customers,
    private readonly identities: Identities,
    private readonly sessions: Sessions,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws IdentityNotFound, LastWayIn, and what ConfirmIdentity throws */
  async execute(
    provider: string,
    { customerId, sessionId }: Linker,
    password: string | undefined,
  ): Promise<void> {
    await this.confirmIdentity.execute({ customerId, sessionId, password });
    await this.unitOfWork.run(async () => {
      const customer = await this.customers.get(customerId);
      await this.confirmIdentity.mustStillHold({ customerId, sessionId });
      const providers = await this.identities.providersOf(customerId);
      if (!providers.includes(provider)) throw new IdentityNotFound();
      if (customer.needsPassword && providers.length === 1) throw new LastWayIn();
      await this.identities.unlink(customerId, provider);
      await this.sessions.endAllOf(customerId, 'revoked', sessionId);
      customer.notice('identity-unlinked', {
        at: this.clock.now(),
        ...whereFrom(),
        subject: provider,
      });
      await this.customers.save(customer);
      await this.auditLog.append({
        actor: customerId,
        action: 'customers.unlink-identity',
        subjectType: 'customer',
        subjectId: customerId,
        before: { provider },
      });
    });
  }
}
