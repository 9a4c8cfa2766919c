import { Injectable } from '@nestjs/common';
import { SignInAttemptInvalid } from '../domain/provider-sign-in.errors.js';
import { SignInCodes } from '../domain/sign-in-codes.js';
import { hashOfToken } from './opaque-token.js';

/** As long as the browser's cookie is taken. */
export const attemptSeconds = 600;

/** Each attempt to sign in at a provider comes back once: whoever has copied its cookie and its callback comes too late. */
@Injectable()
export class FinishAttempt {
  constructor(private readonly codes: SignInCodes) {}

  /** @throws SignInAttemptInvalid if it has come back before */
  async execute(state: string): Promise<void> {
    if (!(await this.codes.finishAttempt(hashOfToken(state), attemptSeconds)))
      throw new SignInAttemptInvalid();
  }
}
