import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { SecurityTrail } from '#platform/audit/security-trail.js';
import { Clock, type DomainError } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { codesBeforeWait, waitAfter } from '../domain/guessed-codes.js';
import { recoveryCodeIn } from '../domain/recovery-codes.js';
import { TooManyWrongCodes, WrongCode } from '../domain/second-factor.errors.js';
import { SecondFactors } from '../domain/second-factors.js';
import { Authenticator } from './authenticator.js';
import { hashOfRecoveryCode, passwordMarkOf } from './new-recovery-codes.js';
import { noticeOrigin } from './notice-origin.js';

export type CodeVerdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

/**
 * Whether a code of the app, or a recovery code, is right, and good for the first time. Works only inside a unit of work, which must be
 * committed whatever the verdict: a wrong code that is not counted costs a guesser nothing.
 */
@Injectable()
export class CheckCode {
  constructor(
    private readonly secondFactors: SecondFactors,
    private readonly customers: Customers,
    private readonly authenticator: Authenticator,
    private readonly auditLog: AuditLog,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  async execute(customer: Customer, typed: string): Promise<CodeVerdict> {
    const recoveryCode = recoveryCodeIn(typed);
    const retryAfterSeconds = await this.secondsToWait(customer);
    const isRight =
      recoveryCode === undefined
        ? retryAfterSeconds === 0 && (await this.takeCode(customer, typed.replaceAll(/\s/g, '')))
        : await this.takeRecoveryCode(customer, recoveryCode);
    if (isRight) {
      await this.secondFactors.forgetWrongCodes(customer.id);
      return { kind: 'right' };
    }
    this.trail.note({
      actor: customer.id,
      action: 'customers.wrong-code',
      subjectType: 'customer',
      subjectId: customer.id,
    });
    // What is refused unseen is not counted: the wait would never end.
    if (retryAfterSeconds > 0) return { kind: 'too-many', retryAfterSeconds };
    return this.countWrongCode(customer);
  }

  private async secondsToWait({ id, passwordHash }: Customer): Promise<number> {
    const { inARow, lastSecondsAgo } = await this.secondFactors.wrongCodes(id, passwordMarkOf(passwordHash));
    return Math.max(0, Math.ceil(waitAfter(inARow) - lastSecondsAgo));
  }

  private async takeCode({ id }: Customer, code: string): Promise<boolean> {
    const secondFactor = await this.secondFactors.of(id);
    if (secondFactor?.enabledAt === undefined) return false;
    const { secret } = secondFactor;
    const step = this.authenticator.stepOf(secret, code, this.clock.now());
    return step !== undefined && (await this.secondFactors.takeStep(id, { secret, step }));
  }

  private async takeRecoveryCode(customer: Customer, code: string): Promise<boolean> {
    const { id } = customer;
    if (!(await this.secondFactors.takeRecoveryCode(id, hashOfRecoveryCode(id, code)))) return false;
    await this.auditLog.append({
      actor: id,
      action: 'customers.use-recovery-code',
      subjectType: 'customer',
      subjectId: id,
    });
    await this.tell(customer, 'recovery-code-used');
    return true;
  }

  private async countWrongCode(customer: Customer): Promise<CodeVerdict> {
    const inARow = await this.secondFactors.noteWrongCode(customer.id, passwordMarkOf(customer.passwordHash));
    if (inARow % codesBeforeWait === 0) await this.tell(customer, 'second-factor-guessed');
    return { kind: 'wrong' };
  }

  private async tell(
    customer: Customer,
    notice: 'recovery-code-used' | 'second-factor-guessed',
  ): Promise<void> {
    customer.notice(notice, noticeOrigin(this.clock.now()));
    await this.customers.save(customer);
  }
}

/** What is told of a code that was not right; undefined for one that was. */
export function refusalOf(
  verdict: CodeVerdict,
  kind: 'unauthenticated' | 'forbidden',
): DomainError | undefined {
  if (verdict.kind === 'right') return undefined;
  return verdict.kind === 'wrong' ? new WrongCode(kind) : new TooManyWrongCodes(verdict.retryAfterSeconds);
}
