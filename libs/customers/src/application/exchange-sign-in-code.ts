import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Customers } from '../domain/customers.js';
import { SignInCodeInvalid } from '../domain/provider-sign-in.errors.js';
import { SignInCodes, type SignInCode } from '../domain/sign-in-codes.js';
import { CompleteSignIn, type SignInOutcome } from './complete-sign-in.js';
import { hashOfToken, isOpaqueToken } from './opaque-token.js';

export interface ExchangeSignInCodeInput {
  readonly code: string;
  readonly codeVerifier: string;
}

/** An app shows the code of the redirect, and that it is the app which began the sign-in. */
@Injectable()
export class ExchangeSignInCode {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly codes: SignInCodes,
    private readonly completeSignIn: CompleteSignIn,
  ) {}

  /** @throws SignInCodeInvalid, AccountDisabled */
  async execute({ code, codeVerifier }: ExchangeSignInCodeInput): Promise<SignInOutcome> {
    if (!isOpaqueToken(code)) throw new SignInCodeInvalid();
    const outcome = await this.unitOfWork.run(async () => {
      const taken = await this.codes.take(hashOfToken(code));
      // Thrown outside of the transaction: whoever shows it without the verifier must not get a second guess.
      if (taken === undefined || !isAnswered(taken, codeVerifier)) return undefined;
      return this.completeSignIn.execute(await this.customers.get(taken.customerId), taken.method);
    });
    if (outcome === undefined) throw new SignInCodeInvalid();
    return outcome;
  }
}

function isAnswered({ codeChallenge }: SignInCode, codeVerifier: string): boolean {
  const given = Buffer.from(createHash('sha256').update(codeVerifier).digest('base64url'));
  const expected = Buffer.from(codeChallenge);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
