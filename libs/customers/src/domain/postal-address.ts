import type { DomainErrorDetail } from '#shared-kernel';
import { isCountry } from './countries.js';
import type { CountryRules } from './country-rules.js';
import { InvalidAddress } from './customers.errors.js';

/** Where a parcel goes. What the carrier can do without is null. */
export interface PostalAddress {
  readonly name: string;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** Where the country's regions are known: the code of ISO 3166-2 without the country. */
  readonly region: string | null;
  /** Empty where there are none. */
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** E.164. */
  readonly phone: string | null;
}

/** What a form sends: fields that it leaves out are undefined, fields that it empties are null. */
export type PostalAddressInput = {
  readonly [Field in keyof PostalAddress]?: PostalAddress[Field] | undefined;
};

type Field = keyof PostalAddress;
type Refuse = (field: Field, code: string, rule: string) => void;

const required = ['name', 'line1', 'city', 'country'] as const;
const optional = ['company', 'line2', 'region', 'phone'] as const;

// Longest that the columns hold; carriers' labels are shorter still.
const maxLengths: Readonly<Record<Field, number>> = {
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

/** Trimmed, checked by the rules of its country and in their form; every field that is wrong is named. @throws InvalidAddress */
export function postalAddress(input: PostalAddressInput, rules: CountryRules): PostalAddress {
  const written = asWritten(input);
  const problems = problemsOfTexts(written);
  const refuse: Refuse = (field, code, rule) => {
    if (!problems.some((problem) => problem.field === field))
      problems.push({ field, code, message: `${field} ${rule}` });
  };
  // Without a country nothing more can be said about the rest.
  const address = isCountry(written.country) ? asIn(written, rules, refuse) : written;
  if (problems.length > 0) throw new InvalidAddress(problems);
  return address;
}

function asWritten(input: PostalAddressInput): PostalAddress {
  const text = (field: Field): string => (input[field] ?? '').trim().normalize('NFC');
  const orNull = (field: (typeof optional)[number]): string | null => text(field) || null;
  return {
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
}

function problemsOfTexts(address: PostalAddress): DomainErrorDetail[] {
  const problems: DomainErrorDetail[] = [];
  const refuse: Refuse = (field, code, rule) => {
    problems.push({ field, code, message: `${field} ${rule}` });
  };
  for (const field of [...required, 'postalCode' as const, ...optional]) {
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
  if (address.postalCode === '' && !isCountry(address.country))
    refuse('postalCode', 'isNotEmpty', 'must not be empty');
  return problems;
}

function asIn(address: PostalAddress, rules: CountryRules, refuse: Refuse): PostalAddress {
  return {
    ...address,
    region: regionOf(address, rules, refuse),
    postalCode: postalCodeOf(address, rules, refuse),
    phone: phoneOf(address, rules, refuse),
  };
}

function regionOf({ region, country }: PostalAddress, rules: CountryRules, refuse: Refuse): string | null {
  if (region === null) {
    if (rules.needsRegion(country)) refuse('region', 'isNotEmpty', `must not be empty in ${country}`);
    return null;
  }
  const known = rules.region(region, country);
  if (known === undefined)
    refuse('region', 'isRegion', `must be a region of ${country}, by its code or name`);
  return known ?? region;
}

function postalCodeOf({ postalCode, country }: PostalAddress, rules: CountryRules, refuse: Refuse): string {
  if (postalCode === '') {
    if (!rules.hasNoPostalCodes(country)) refuse('postalCode', 'isNotEmpty', 'must not be empty');
    return postalCode;
  }
  const known = rules.postalCode(postalCode, country);
  if (known === undefined) refuse('postalCode', 'isPostalCode', `must be a postal code of ${country}`);
  return known ?? postalCode;
}

function phoneOf({ phone, country }: PostalAddress, rules: CountryRules, refuse: Refuse): string | null {
  if (phone === null) return null;
  const known = rules.phoneNumber(phone, country);
  if (known === undefined)
    refuse('phone', 'isPhone', `must be a telephone number, of ${country} or with its country code`);
  return known ?? phone;
}
