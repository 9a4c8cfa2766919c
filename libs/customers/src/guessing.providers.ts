import type { Provider } from '@nestjs/common';
import { KnownDevices } from './application/known-devices.js';
import { MailLimits } from './application/mail-limits.js';
import { RecordSignIn } from './application/record-sign-in.js';
import { SignInLimits } from './application/sign-in-limits.js';
import { Devices } from './domain/devices.js';
import { MysqlDevices } from './infrastructure/mysql-devices.js';

/** Against guessing, and for those whose account is guessed at. */
export const guessingProviders: readonly Provider[] = [
  { provide: Devices, useClass: MysqlDevices },
  KnownDevices,
  RecordSignIn,
  SignInLimits,
  MailLimits,
];
