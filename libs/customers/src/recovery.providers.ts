import type { Provider } from '@nestjs/common';
import { ChangePassword } from './application/change-password.js';
import { ConfirmEmailChange } from './application/confirm-email-change.js';
import { RequestEmailChange } from './application/request-email-change.js';
import { RequestPasswordReset } from './application/request-password-reset.js';
import { ResetPassword } from './application/reset-password.js';
import { SignInTimes } from './domain/sign-in-times.js';
import { MysqlSignInTimes } from './infrastructure/mysql-sign-in-times.js';

/** What brings somebody back to their account, and changes what they get in by. */
export const recoveryAdapters: Provider[] = [{ provide: SignInTimes, useClass: MysqlSignInTimes }];

export const recoveryUseCases = [
  RequestPasswordReset,
  ResetPassword,
  ChangePassword,
  RequestEmailChange,
  ConfirmEmailChange,
];
