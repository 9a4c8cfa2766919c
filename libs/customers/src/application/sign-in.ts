import { Injectable } from '@nestjs/common';
import { CheckPassword, type SignInInput } from './check-password.js';
import { OpenSession, type SessionTokens } from './open-session.js';

@Injectable()
export class SignIn {
  constructor(
    private readonly checkPassword: CheckPassword,
    private readonly openSession: OpenSession,
  ) {}

  /** @throws InvalidEmail, WrongCredentials, EmailNotVerified, SignInBusy */
  execute(input: SignInInput): Promise<SessionTokens> {
    return this.checkPassword.admit(input, (customer) => this.openSession.execute(customer));
  }
}
