import type { Provider } from '@nestjs/common';
import { ConsentsFacade } from './application/consents-facade.js';
import { DeleteUnverifiedAccounts } from './application/delete-unverified-accounts.js';
import { EnterRegistration } from './application/enter-registration.js';
import { EraseCustomer } from './application/erase-customer.js';
import { EraseUnusedAccounts } from './application/erase-unused-accounts.js';
import { KeepPhoneNumbers } from './application/keep-phone-numbers.js';
import { PeopleFacade } from './application/people-facade.js';
import { RecordConsent } from './application/record-consent.js';
import { AccountHousekeeping } from './domain/account-housekeeping.js';
import { Consents } from './domain/consents.js';
import { CountryRules } from './domain/country-rules.js';
import { PersonalRecords } from './domain/personal-records.js';
import { PhoneBooks } from './domain/phone-books.js';
import { KnownCountries } from './infrastructure/known-countries.js';
import { MysqlAccountHousekeeping } from './infrastructure/mysql-account-housekeeping.js';
import { MysqlConsents } from './infrastructure/mysql-consents.js';
import { MysqlPersonalRecords } from './infrastructure/mysql-personal-records.js';
import { MysqlPhoneBooks } from './infrastructure/mysql-phone-books.js';
import { ConsentQueries } from './queries/consent.queries.js';
import { PersonalDataQueries } from './queries/personal-data.queries.js';
import { PhoneNumberQueries } from './queries/phone-number.queries.js';

/** What an account holds of the person: addresses, telephone numbers, consents. */
export const peopleAdapters: Provider[] = [
  { provide: CountryRules, useClass: KnownCountries },
  { provide: PhoneBooks, useClass: MysqlPhoneBooks },
  { provide: Consents, useClass: MysqlConsents },
  { provide: PersonalRecords, useClass: MysqlPersonalRecords },
  { provide: AccountHousekeeping, useClass: MysqlAccountHousekeeping },
  EnterRegistration,
  EraseCustomer,
  PersonalDataQueries,
];

export const peopleUseCases = [
  KeepPhoneNumbers,
  RecordConsent,
  ConsentsFacade,
  PeopleFacade,
  DeleteUnverifiedAccounts,
  EraseUnusedAccounts,
  ConsentQueries,
  PhoneNumberQueries,
];
