import type { Provider, Type } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { AdmitByProvider } from './application/admit-by-provider.js';
import { ExchangeSignInCode } from './application/exchange-sign-in-code.js';
import { FinishAttempt } from './application/finish-attempt.js';
import { LinkIdentity } from './application/link-identity.js';
import { SignInByProvider } from './application/sign-in-by-provider.js';
import { SignInProviders } from './application/sign-in-provider.js';
import { UnlinkIdentity } from './application/unlink-identity.js';
import { Identities } from './domain/identities.js';
import { SignInCodes } from './domain/sign-in-codes.js';
import { GoogleSignIn } from './infrastructure/google-sign-in.js';
import { MysqlIdentities } from './infrastructure/mysql-identities.js';
import { MysqlSignInCodes } from './infrastructure/mysql-sign-in-codes.js';
import { IdentityQueries } from './queries/identity.queries.js';

/** Signing in by accounts elsewhere. */
export const identityAdapters: Provider[] = [
  { provide: Identities, useClass: MysqlIdentities },
  { provide: SignInCodes, useClass: MysqlSignInCodes },
  {
    provide: SignInProviders,
    inject: [Config],
    useFactory: ({ google, http }: Config) =>
      new SignInProviders(google === undefined ? [] : [new GoogleSignIn(google, http.publicUrl)]),
  },
  AdmitByProvider,
];

export const identityUseCases: Type[] = [
  SignInByProvider,
  FinishAttempt,
  ExchangeSignInCode,
  LinkIdentity,
  UnlinkIdentity,
  IdentityQueries,
];
