import { Injectable } from '@nestjs/common';
import { Customers } from '../domain/customers.js';
import { PasswordNeeded, WrongPassword } from '../domain/customers.errors.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { SessionEnded, SignInAgain } from '../domain/recovery.errors.js';
import { SignInTimes } from '../domain/sign-in-times.js';
import { isUnusable } from '../domain/unusable-password.js';
import { PasswordHasher } from './password-hasher.js';
import { SignInLimits } from './sign-in-limits.js';

const freshSeconds = 600;

export interface Confirmation {
  readonly customerId: CustomerId;
  /** Of the session that asks; undefined if nobody is signed in yet. */
  readonly sessionId: SessionId | undefined;
  /** As the client sent it: `currentPassword`. */
  readonly password: string | undefined;
}

/**
 * Before a sensitive change: whoever sits at somebody else's open browser doesn't know the password (ASVS 7.5.1). An account that has
 * none is signed in to elsewhere; there a sign-in of this moment stands for it.
 */
@Injectable()
export class ConfirmIdentity {
  constructor(
    private readonly customers: Customers,
    private readonly hasher: PasswordHasher,
    private readonly signInTimes: SignInTimes,
    private readonly limits: SignInLimits,
  ) {}

  /** Not in a unit of work: it takes its time. @throws PasswordNeeded, WrongPassword, SignInAgain, TooManyAttempts, SignInBusy */
  async execute({ customerId, sessionId, password }: Confirmation): Promise<void> {
    const passwordHash = await this.customers.passwordHashOf(customerId);
    if (passwordHash !== undefined && isUnusable(passwordHash)) {
      const age = sessionId && (await this.signInTimes.ageOf(sessionId, customerId));
      if (age === undefined || age > freshSeconds) throw new SignInAgain();
      return;
    }
    if (password === undefined) throw new PasswordNeeded();
    await this.limits.admit({ account: customerId, customerId }, async (lane) => {
      if (!(await this.hasher.verify(passwordHash, password, lane))) throw new WrongPassword();
    });
  }

  /**
   * Once more, in the unit of work that makes the change and with the account locked: a password reset or another end of the session may have
   * come in between, after which whoever knew the earlier password has no say. @throws SessionEnded
   */
  async mustStillHold({ customerId, sessionId }: Omit<Confirmation, 'password'>): Promise<void> {
    const age = sessionId && (await this.signInTimes.ageOf(sessionId, customerId));
    if (age === undefined) throw new SessionEnded();
  }
}
