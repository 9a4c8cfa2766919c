import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import type { SessionId } from '../domain/ids.js';
import { isStaff } from '../domain/roles.js';
import { SecondFactorNotEnabled } from '../domain/second-factor.errors.js';
import { SecondFactors } from '../domain/second-factors.js';
import { Sessions } from '../domain/sessions.js';
import { CheckCode, refusalOf, type CodeVerdict } from './check-code.js';
import { ConfirmIdentity } from './confirm-identity.js';
import { newRecoveryCodes } from './new-recovery-codes.js';
import { noticeOrigin } from './notice-origin.js';

type Identity = Parameters<ConfirmIdentity['execute']>[0];

export type SecondFactorOwner = Identity & { readonly sessionId: SessionId; readonly code: string };

type Changed<Result> = { readonly kind: 'changed'; readonly result: Result } | CodeVerdict;

/** What its owner does to a second factor that is in use: password and code are needed for either. */
@Injectable()
export class ChangeSecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly secondFactors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly checkCode: CheckCode,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Ends the other sessions; of staff that needs one, this session too. @throws SecondFactorNotEnabled, WrongCode, TooManyWrongCodes */
  async remove(owner: SecondFactorOwner): Promise<void> {
    await this.confirmed(owner, async (customer) => {
      const { id, role } = customer;
      const isNeeded = this.config.auth.staffSecondFactor === 'required' && isStaff(role);
      await this.secondFactors.remove(id);
      await this.sessions.noteSecondFactor(owner.sessionId, false);
      await this.sessions.endAllOf(id, 'second-factor-changed', isNeeded ? undefined : owner.sessionId);
      await this.tell(customer, 'customers.remove-second-factor', 'second-factor-disabled');
    });
  }

  /** The earlier ones are void. @throws SecondFactorNotEnabled, WrongCode, TooManyWrongCodes */
  renewRecoveryCodes(owner: SecondFactorOwner): Promise<string[]> {
    return this.confirmed(owner, async (customer) => {
      const { codes, hashes } = newRecoveryCodes(customer.id);
      await this.secondFactors.replaceRecoveryCodes(customer.id, hashes);
      await this.tell(customer, 'customers.renew-recovery-codes', 'recovery-codes-renewed');
      return codes;
    });
  }

  private async confirmed<Result>(
    { code, ...identity }: SecondFactorOwner,
    change: (customer: Customer) => Promise<Result>,
  ): Promise<Result> {
    await this.confirmIdentity.execute(identity);
    // A refusal comes out of the transaction before it is thrown: that the code was tried must not be rolled back.
    const changed = await this.unitOfWork.run<Changed<Result>>(async () => {
      const customer = await this.customers.get(identity.customerId);
      await this.confirmIdentity.mustStillHold(identity);
      if (!(await this.secondFactors.isEnabled(customer.id))) throw new SecondFactorNotEnabled();
      const verdict = await this.checkCode.execute(customer, code);
      return verdict.kind === 'right' ? { kind: 'changed', result: await change(customer) } : verdict;
    });
    if (changed.kind === 'changed') return changed.result;
    throw refusalOf(changed, 'forbidden') ?? new SecondFactorNotEnabled();
  }

  private async tell(
    customer: Customer,
    action: string,
    notice: 'second-factor-disabled' | 'recovery-codes-renewed',
  ): Promise<void> {
    const { id } = customer;
    await this.auditLog.append({ actor: id, action, subjectType: 'customer', subjectId: id });
    customer.notice(notice, noticeOrigin(this.clock.now()));
    await this.customers.save(customer);
  }
}
