import { Module, type Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CountersModule } from '#platform/counters/counters.module.js';
import { RunningSessions } from '#platform/auth/running-sessions.js';
import { AccessTokens, OperatorTokens } from './application/access-tokens.js';
import { ChangeProfile } from './application/change-profile.js';
import { CheckPassword } from './application/check-password.js';
import { CompleteSignIn } from './application/complete-sign-in.js';
import { ConfirmIdentity } from './application/confirm-identity.js';
import { CreateDemoAccounts } from './application/create-demo-accounts.js';
import { CreateStaff } from './application/create-staff.js';
import { CustomersImport } from './application/customers-import.js';
import { DeleteExpiredCredentials } from './application/delete-expired-credentials.js';
import { EndOwnSessions } from './application/end-own-sessions.js';
import { KeepAddresses } from './application/keep-addresses.js';
import { OpenSession } from './application/open-session.js';
import { OperatorSessions } from './application/operator-sessions.js';
import { PasswordHasher } from './application/password-hasher.js';
import { RefreshSession } from './application/refresh-session.js';
import { RefreshTokens } from './application/refresh-tokens.js';
import { RegisterCustomer } from './application/register-customer.js';
import { RequestVerification } from './application/request-verification.js';
import { ResendVerification } from './application/resend-verification.js';
import { SignInProviders } from './application/sign-in-provider.js';
import { SignIn } from './application/sign-in.js';
import { SignOut } from './application/sign-out.js';
import { VerifyEmail } from './application/verify-email.js';
import { AddressBooks } from './domain/address-books.js';
import { Customers } from './domain/customers.js';
import { EmailTokens } from './domain/email-tokens.js';
import { Sessions } from './domain/sessions.js';
import { guessingProviders } from './guessing.providers.js';
import { identityAdapters, identityUseCases } from './identity.providers.js';
import { Argon2PasswordHasher } from './infrastructure/argon2-password-hasher.js';
import { customersMappings } from './infrastructure/customer.mapping.js';
import { JwtAccessTokens, JwtOperatorTokens } from './infrastructure/jwt-tokens.js';
import { MysqlAddressBooks } from './infrastructure/mysql-address-books.js';
import { MysqlCustomers } from './infrastructure/mysql-customers.js';
import { MysqlEmailTokens } from './infrastructure/mysql-email-tokens.js';
import { MysqlRunningSessions } from './infrastructure/mysql-running-sessions.js';
import { MysqlSessions } from './infrastructure/mysql-sessions.js';
import { peopleAdapters, peopleUseCases } from './people.providers.js';
import { CustomerQueries } from './queries/customer.queries.js';
import { SessionQueries } from './queries/session.queries.js';
import { recoveryAdapters, recoveryUseCases } from './recovery.providers.js';
import { secondFactorAdapters, secondFactorUseCases } from './second-factor.providers.js';
import { staffAdapters, staffUseCases } from './staff.providers.js';

const adapters: Provider[] = [
  { provide: Customers, useClass: MysqlCustomers },
  { provide: AddressBooks, useClass: MysqlAddressBooks },
  { provide: Sessions, useClass: MysqlSessions },
  { provide: RunningSessions, useClass: MysqlRunningSessions },
  { provide: EmailTokens, useClass: MysqlEmailTokens },
  { provide: PasswordHasher, useClass: Argon2PasswordHasher },
  { provide: AccessTokens, useClass: JwtAccessTokens },
  { provide: OperatorTokens, useClass: JwtOperatorTokens },
  ...peopleAdapters,
  ...recoveryAdapters,
  ...identityAdapters,
  ...secondFactorAdapters,
  ...staffAdapters,
];

const useCases = [
  RegisterCustomer,
  ResendVerification,
  VerifyEmail,
  SignIn,
  RefreshSession,
  SignOut,
  EndOwnSessions,
  SessionQueries,
  ChangeProfile,
  KeepAddresses,
  CreateStaff,
  CreateDemoAccounts,
  DeleteExpiredCredentials,
  OperatorSessions,
  CustomersImport,
  CustomerQueries,
  ...peopleUseCases,
  ...identityUseCases,
  ...recoveryUseCases,
  ...secondFactorUseCases,
  ...staffUseCases,
];

/** Accounts, sign-in, profile and addresses, without a door. */
@Module({
  imports: [CountersModule, TypeOrmModule.forFeature(customersMappings)],
  providers: [
    ...adapters,
    ...useCases,
    CheckPassword,
    CompleteSignIn,
    ConfirmIdentity,
    ...guessingProviders,
    OpenSession,
    RefreshTokens,
    RequestVerification,
  ],
  exports: [...useCases, SignInProviders],
})
export class CustomersModule {}
