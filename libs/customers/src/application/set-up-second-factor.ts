import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { SecondFactorEnabled, SecondFactorNotBegun, WrongCode } from '../domain/second-factor.errors.js';
import { SecondFactors } from '../domain/second-factors.js';
import { Sessions } from '../domain/sessions.js';
import { Authenticator } from './authenticator.js';
import { ConfirmIdentity } from './confirm-identity.js';
import { newRecoveryCodes } from './new-recovery-codes.js';
import { noticeOrigin } from './notice-origin.js';

const setUpSeconds = 900;

export interface SecretToKeep {
  /** In base 32. */
  readonly secret: string;
  readonly otpauthUri: string;
}

/** In two steps, so that nobody is kept out by an app that shows other codes than ours. */
@Injectable()
export class SetUpSecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly secondFactors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly authenticator: Authenticator,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** A new secret, which guards nothing yet. @throws SecondFactorEnabled, and what ConfirmIdentity throws */
  async begin(identity: Parameters<ConfirmIdentity['execute']>[0]): Promise<SecretToKeep> {
    await this.confirmIdentity.execute(identity);
    return this.unitOfWork.run(async () => {
      const customer = await this.customers.get(identity.customerId);
      await this.confirmIdentity.mustStillHold(identity);
      if (await this.secondFactors.isEnabled(customer.id)) throw new SecondFactorEnabled();
      const secret = this.authenticator.newSecret();
      await this.secondFactors.begin(customer.id, secret);
      const of = { shop: this.config.shop.name, account: customer.email };
      return { secret: this.authenticator.textOf(secret), otpauthUri: this.authenticator.uriOf(secret, of) };
    });
  }

  /**
   * From here on a sign-in needs a code. This session has shown one; the others, which have not, are ended.
   * @returns the recovery codes, which can't be shown again
   * @throws SecondFactorEnabled, SecondFactorNotBegun, WrongCode
   */
  confirm(by: { customerId: CustomerId; sessionId: SessionId; code: string }): Promise<string[]> {
    return this.unitOfWork.run(async () => {
      const customer = await this.customers.get(by.customerId);
      await this.confirmIdentity.mustStillHold(by);
      await this.enable(customer, by.code);
      const { codes, hashes } = newRecoveryCodes(customer.id);
      await this.secondFactors.replaceRecoveryCodes(customer.id, hashes);
      await this.sessions.noteSecondFactor(by.sessionId, true);
      await this.sessions.endAllOf(customer.id, 'second-factor-changed', by.sessionId);
      await this.auditLog.append({
        actor: customer.id,
        action: 'customers.enable-second-factor',
        subjectType: 'customer',
        subjectId: customer.id,
      });
      customer.notice('second-factor-enabled', noticeOrigin(this.clock.now()));
      await this.customers.save(customer);
      return codes;
    });
  }

  private async enable({ id }: Customer, code: string): Promise<void> {
    if (await this.secondFactors.isEnabled(id)) throw new SecondFactorEnabled();
    const begun = await this.secondFactors.unfinished(id, setUpSeconds);
    if (begun === undefined) throw new SecondFactorNotBegun();
    // Not counted: whoever asks has seen the secret.
    const step = this.authenticator.stepOf(begun.secret, code.replaceAll(/\s/g, ''), this.clock.now());
    if (step === undefined) throw new WrongCode('forbidden');
    await this.secondFactors.enable(id, step);
  }
}
