import type { Provider, Type } from '@nestjs/common';
import { AnswerChallenge } from './application/answer-challenge.js';
import { Authenticator } from './application/authenticator.js';
import { ChangeSecondFactor } from './application/change-second-factor.js';
import { CheckCode } from './application/check-code.js';
import { OperatorSignIn } from './application/operator-sign-in.js';
import { SetUpSecondFactor } from './application/set-up-second-factor.js';
import { TakeAwaySecondFactor } from './application/take-away-second-factor.js';
import { SecondFactors } from './domain/second-factors.js';
import { SignInChallenges } from './domain/sign-in-challenges.js';
import { MysqlSecondFactors } from './infrastructure/mysql-second-factors.js';
import { MysqlSignInChallenges } from './infrastructure/mysql-sign-in-challenges.js';
import { OtpauthAuthenticator } from './infrastructure/otpauth-authenticator.js';
import { SecondFactorQueries } from './queries/second-factor.queries.js';

/** Codes of an app beside the password. */
export const secondFactorAdapters: Provider[] = [
  { provide: SecondFactors, useClass: MysqlSecondFactors },
  { provide: SignInChallenges, useClass: MysqlSignInChallenges },
  { provide: Authenticator, useClass: OtpauthAuthenticator },
  CheckCode,
  OperatorSignIn,
];

export const secondFactorUseCases: Type[] = [
  SetUpSecondFactor,
  ChangeSecondFactor,
  TakeAwaySecondFactor,
  AnswerChallenge,
  SecondFactorQueries,
];
