import type { Provider } from '@nestjs/common';
import { SignInTimes } from './domain/sign-in-times.js';
import { MysqlSignInTimes } from './infrastructure/mysql-sign-in-times.js';

/** What brings somebody back to their account, and changes what they get in by. */
export const recoveryAdapters: Provider[] = [{ provide: SignInTimes, useClass: MysqlSignInTimes }];
