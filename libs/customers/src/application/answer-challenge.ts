import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Customers } from '../domain/customers.js';
import { AccountDisabled } from '../domain/customers.errors.js';
import { InvalidChallenge } from '../domain/second-factor.errors.js';
import { SignInChallenges } from '../domain/sign-in-challenges.js';
import { CheckCode, refusalOf, type CodeVerdict } from './check-code.js';
import type { SignInOutcome } from './complete-sign-in.js';
import { passwordMarkOf } from './new-recovery-codes.js';
import { hashOfToken, isOpaqueToken } from './opaque-token.js';
import { OpenSession } from './open-session.js';

const maxTries = 5;

type Answered = Extract<SignInOutcome, { kind: 'session' }> | Exclude<CodeVerdict, { kind: 'right' }>;

/** The second step of a sign-in: a code for the challenge that the first one was answered with. */
@Injectable()
export class AnswerChallenge {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly challenges: SignInChallenges,
    private readonly customers: Customers,
    private readonly checkCode: CheckCode,
    private readonly openSession: OpenSession,
  ) {}

  /** @throws InvalidChallenge, WrongCode, TooManyWrongCodes, AccountDisabled */
  async execute({ challenge, code }: { challenge: string; code: string }): Promise<SignInOutcome> {
    if (!isOpaqueToken(challenge)) throw new InvalidChallenge();
    const hash = hashOfToken(challenge);
    // A refusal comes out of the transaction before it is thrown: that the code was tried must not be rolled back.
    const answered = await this.unitOfWork.run(() => this.answer(hash, code));
    if (answered.kind === 'session') return answered;
    throw refusalOf(answered, 'unauthenticated') ?? new InvalidChallenge();
  }

  private async answer(hash: Buffer, code: string): Promise<Answered> {
    const owner = await this.challenges.ownerOf(hash);
    if (owner === undefined) throw new InvalidChallenge();
    // The account first, as everywhere: locks in one order.
    const customer = await this.customers.get(owner);
    const challenge = await this.challenges.take(hash, maxTries);
    if (challenge?.passwordMark.equals(passwordMarkOf(customer.passwordHash)) !== true)
      throw new InvalidChallenge();
    if (customer.isDisabled) throw new AccountDisabled();
    const verdict = await this.checkCode.execute(customer, code);
    if (verdict.kind !== 'right') return verdict;
    if (!(await this.challenges.remove(hash))) throw new InvalidChallenge();
    const tokens = await this.openSession.execute(customer, challenge.method, { secondFactor: true });
    return { kind: 'session', tokens };
  }
}
