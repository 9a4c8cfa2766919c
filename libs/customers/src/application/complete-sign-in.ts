import { Injectable } from '@nestjs/common';
import type { Customer } from '../domain/customer.js';
import { AccountDisabled } from '../domain/customers.errors.js';
import type { SignInMethod } from '../domain/sessions.js';
import { OpenSession, type SessionTokens } from './open-session.js';

export type SignInOutcome =
  | { readonly kind: 'session'; readonly tokens: SessionTokens }
  /** `challenge` and a code of the second factor bring the session, within `expiresIn` seconds. */
  | { readonly kind: 'second-factor'; readonly challenge: string; readonly expiresIn: number };

/** What every way to sign in ends with, once it is known who it is. Works only inside a unit of work. */
@Injectable()
export class CompleteSignIn {
  constructor(private readonly openSession: OpenSession) {}

  /** @throws AccountDisabled */
  async execute(customer: Customer, method: SignInMethod): Promise<SignInOutcome> {
    if (customer.isDisabled) throw new AccountDisabled();
    return { kind: 'session', tokens: await this.openSession.execute(customer, method) };
  }
}
