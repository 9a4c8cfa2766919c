import { Injectable } from '@nestjs/common';
import type { Customer } from '../domain/customer.js';
import { AccountDisabled } from '../domain/customers.errors.js';
import { SecondFactors } from '../domain/second-factors.js';
import type { SignInMethod } from '../domain/sessions.js';
import { SignInChallenges } from '../domain/sign-in-challenges.js';
import { passwordMarkOf } from './new-recovery-codes.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';
import { OpenSession, type SessionTokens } from './open-session.js';

const challengeSeconds = 300;

export type SignInOutcome =
  | { readonly kind: 'session'; readonly tokens: SessionTokens }
  /** `challenge` and a code of the second factor bring the session, within `expiresIn` seconds. */
  | { readonly kind: 'second-factor'; readonly challenge: string; readonly expiresIn: number };

/** What every way to sign in ends with, once it is known who it is. Works only inside a unit of work. */
@Injectable()
export class CompleteSignIn {
  constructor(
    private readonly openSession: OpenSession,
    private readonly secondFactors: SecondFactors,
    private readonly challenges: SignInChallenges,
  ) {}

  /** @param customer locked, so that none sets up a second factor meanwhile @throws AccountDisabled */
  async execute(customer: Customer, method: SignInMethod): Promise<SignInOutcome> {
    if (customer.isDisabled) throw new AccountDisabled();
    if (await this.secondFactors.isEnabled(customer.id)) return this.challenge(customer, method);
    return { kind: 'session', tokens: await this.openSession.execute(customer, method) };
  }

  private async challenge(customer: Customer, method: SignInMethod): Promise<SignInOutcome> {
    const challenge = newOpaqueToken();
    const passwordMark = passwordMarkOf(customer.passwordHash);
    await this.challenges.add(
      hashOfToken(challenge),
      { customerId: customer.id, method, passwordMark },
      challengeSeconds,
    );
    return { kind: 'second-factor', challenge, expiresIn: challengeSeconds };
  }
}
