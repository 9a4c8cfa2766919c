import type { Provider } from '@nestjs/common';
import { ConsentsFacade } from './application/consents-facade.js';
import { EnterRegistration } from './application/enter-registration.js';
import { KeepPhoneNumbers } from './application/keep-phone-numbers.js';
import { RecordConsent } from './application/record-consent.js';
import { Consents } from './domain/consents.js';
import { CountryRules } from './domain/country-rules.js';
import { PhoneBooks } from './domain/phone-books.js';
import { KnownCountries } from './infrastructure/known-countries.js';
import { MysqlConsents } from './infrastructure/mysql-consents.js';
import { MysqlPhoneBooks } from './infrastructure/mysql-phone-books.js';
import { ConsentQueries } from './queries/consent.queries.js';
import { PhoneNumberQueries } from './queries/phone-number.queries.js';

/** What an account holds of the person: addresses, telephone numbers, consents. */
export const peopleAdapters: Provider[] = [
  { provide: CountryRules, useClass: KnownCountries },
  { provide: PhoneBooks, useClass: MysqlPhoneBooks },
  { provide: Consents, useClass: MysqlConsents },
  EnterRegistration,
];

export const peopleUseCases = [
  KeepPhoneNumbers,
  RecordConsent,
  ConsentsFacade,
  ConsentQueries,
  PhoneNumberQueries,
];
