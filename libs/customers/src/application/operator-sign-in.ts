import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import type { Customer } from '../domain/customer.js';
import { AccountDisabled, NotForThisRole, WrongCredentials } from '../domain/customers.errors.js';
import type { SessionId } from '../domain/ids.js';
import { isStaff, lacksSecondFactor, permissionsOf } from '../domain/roles.js';
import { CodeNeeded, SecondFactorMissing } from '../domain/second-factor.errors.js';
import { SecondFactors } from '../domain/second-factors.js';
import { Sessions } from '../domain/sessions.js';
import { CheckCode, refusalOf, type CodeVerdict } from './check-code.js';
import { CheckPassword, type SignInInput } from './check-password.js';
import { RecordSignIn } from './record-sign-in.js';

export const operatorPermission = 'operations:read';
export const operatorSessionSeconds = 3_600;

export type OperatorSignInInput = SignInInput & { readonly code?: string | undefined };

type Outcome =
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  | { readonly kind: 'code-needed' }
  | Exclude<CodeVerdict, { kind: 'right' }>;

/** Password and code in one form: whoever comes here comes for an hour's work. */
@Injectable()
export class OperatorSignIn {
  constructor(
    private readonly checkPassword: CheckPassword,
    private readonly checkCode: CheckCode,
    private readonly secondFactors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly recordSignIn: RecordSignIn,
    private readonly config: Config,
  ) {}

  /**
   * @throws InvalidEmail, WrongCredentials (for customers too), EmailNotVerified, AccountDisabled, NotForThisRole, SignInBusy, TooManyAttempts, CodeNeeded, WrongCode,
   * TooManyWrongCodes, SecondFactorMissing
   */
  async execute({ code, ...input }: OperatorSignInInput): Promise<SessionId> {
    // A refusal comes out of the transaction before it is thrown: that the code was tried must not be rolled back.
    const outcome = await this.checkPassword.admit(input, (customer) => this.open(customer, code?.trim()));
    if (outcome.kind === 'session') return outcome.sessionId;
    if (outcome.kind === 'code-needed') throw new CodeNeeded();
    throw refusalOf(outcome, 'unauthenticated') ?? new CodeNeeded();
  }

  private async open(customer: Customer, code = ''): Promise<Outcome> {
    const { id, role } = customer;
    if (!isStaff(role)) throw new WrongCredentials();
    if (customer.isDisabled) throw new AccountDisabled();
    if (!permissionsOf(role).has(operatorPermission)) throw new NotForThisRole();
    const secondFactor = await this.secondFactors.isEnabled(id);
    const isRequired = this.config.auth.staffSecondFactor === 'required';
    if (lacksSecondFactor({ role, secondFactor, isRequired })) throw new SecondFactorMissing();
    if (secondFactor) {
      if (code === '') return { kind: 'code-needed' };
      const verdict = await this.checkCode.execute(customer, code);
      if (verdict.kind !== 'right') return verdict;
    }
    const sessionId = await this.sessions.start({
      customerId: id,
      kind: 'operator',
      lifetimeSeconds: operatorSessionSeconds,
      method: 'password',
      secondFactor,
    });
    await this.recordSignIn.execute(customer, 'password', 'customers.operator-sign-in');
    return { kind: 'session', sessionId };
  }
}
