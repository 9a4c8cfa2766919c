import type { DomainErrorDetail } from '#shared-kernel';
import { isCountry } from './countries.js';
import { InvalidAddress } from './customers.errors.js';

/** Where a parcel goes. What the carrier can do without is null. */
export interface PostalAddress {
  readonly name: string;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly phone: string | null;
}

/** What a form sends: fields that it leaves out are undefined, fields that it empties are null. */
export type PostalAddressInput = {
  readonly [Field in keyof PostalAddress]?: PostalAddress[Field] | undefined;
};

const required = ['name', 'line1', 'city', 'postalCode', 'country'] as const;
const optional = ['company', 'line2', 'region', 'phone'] as const;

// Longest that the columns hold; carriers' labels are shorter still.
const maxLengths: Readonly<Record<keyof PostalAddress, number>> = {
  name: 100,
  company: 100,
  line1: 200,
  line2: 200,
  city: 100,
  region: 100,
  postalCode: 20,
  country: 2,
  phone: 30,
};

/** Trimmed and checked; every field that is wrong is named. @throws InvalidAddress */
export function postalAddress(input: PostalAddressInput): PostalAddress {
  const text = (field: keyof PostalAddress): string => (input[field] ?? '').trim().normalize('NFC');
  const orNull = (field: (typeof optional)[number]): string | null => text(field) || null;
  const address: PostalAddress = {
    name: text('name'),
    company: orNull('company'),
    line1: text('line1'),
    line2: orNull('line2'),
    city: text('city'),
    region: orNull('region'),
    postalCode: text('postalCode').toUpperCase(),
    country: text('country').toUpperCase(),
    phone: orNull('phone'),
  };
  const problems = problemsOf(address);
  if (problems.length > 0) throw new InvalidAddress(problems);
  return address;
}

function problemsOf(address: PostalAddress): DomainErrorDetail[] {
  const problems: DomainErrorDetail[] = [];
  const refuse = (field: keyof PostalAddress, code: string, rule: string): void => {
    problems.push({ field, code, message: `${field} ${rule}` });
  };
  for (const field of [...required, ...optional]) {
    const value = address[field] ?? '';
    const maxLength = maxLengths[field];
    if (value.length > maxLength)
      refuse(field, 'maxLength', `must not be longer than ${String(maxLength)} characters`);
    // Line breaks would run through labels, mails and exports.
    else if (/[\p{Cc}\u2028\u2029]/u.test(value))
      refuse(field, 'characters', 'must not hold control characters');
  }
  for (const field of required) {
    if (address[field] === '') refuse(field, 'isNotEmpty', 'must not be empty');
  }
  if (address.country !== '' && !isCountry(address.country))
    refuse('country', 'isCountry', 'must be a country code of ISO 3166-1 such as US');
  if (address.phone !== null && !/^\+?[\d ()./-]{5,30}$/.test(address.phone))
    refuse('phone', 'isPhone', 'must be a telephone number');
  return problems;
}
