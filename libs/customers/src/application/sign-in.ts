import { Injectable } from '@nestjs/common';
import { CheckPassword, type SignInInput } from './check-password.js';
import { CompleteSignIn, type SignInOutcome } from './complete-sign-in.js';

@Injectable()
export class SignIn {
  constructor(
    private readonly checkPassword: CheckPassword,
    private readonly completeSignIn: CompleteSignIn,
  ) {}

  /** @throws InvalidEmail, WrongCredentials, EmailNotVerified, AccountDisabled, SignInBusy */
  execute(input: SignInInput): Promise<SignInOutcome> {
    return this.checkPassword.admit(input, (customer) => this.completeSignIn.execute(customer, 'password'));
  }
}
