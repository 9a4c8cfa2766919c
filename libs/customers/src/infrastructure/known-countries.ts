import { Injectable } from '@nestjs/common';
import { isPostalCode } from 'class-validator';
import { iso31662 } from 'iso-3166';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { CountryRules } from '../domain/country-rules.js';

type PostalCodeLocale = Parameters<typeof isPostalCode>[1];

/** Countries whose post or tax office wants the region. Their regions are those of ISO 3166-2. */
const withRegions: readonly string[] = ['US', 'CA', 'AU', 'BR', 'MX', 'IN', 'JP', 'CN'];

/** A region there may be written in the country's own script, in which ISO has no names. */
const withOtherScript: ReadonlySet<string> = new Set(['IN', 'JP', 'CN']);

/** The "states" of the US post, which are none to ISO. */
const military = { AA: 'Armed Forces Americas', AE: 'Armed Forces Europe', AP: 'Armed Forces Pacific' };

/** Countries whose codes class-validator knows; its spec holds the list to what it knows. */
const withKnownCodes: ReadonlySet<string> = new Set(
  `AD AT AU AZ BA BD BE BG BR BY CA CH CN CO CZ DE DK DO DZ EE ES FI FR GB GR HR HT HU ID IE IL IN IR IS IT JP KE KR LI LK LT LU LV
   MC MG MT MX MY NL NO NP NZ PK PL PR PT RO RU SA SE SG SI SK TH TN TW UA US ZA ZM`.split(/\s+/),
);

/** Countries whose post has no codes (Universal Postal Union). */
const withoutCodes: ReadonlySet<string> = new Set(
  `AE AG AO AW BF BI BJ BO BQ BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GD GM GQ GY HK JM KI KM KN KP ML MO MR MW NA NR NU PA QA RW SB
   SC SL SR SS ST SX SY TD TF TG TK TL TO TT TV UG VU WS YE ZW`.split(/\s+/),
);

/** What ISO 3166-2, class-validator and libphonenumber know. */
@Injectable()
export class KnownCountries extends CountryRules {
  private readonly regions = new Map(withRegions.map((country) => [country, regionsOf(country)]));

  override needsRegion(country: string): boolean {
    return this.regions.has(country);
  }

  override region(text: string, country: string): string | undefined {
    const regions = this.regions.get(country);
    if (regions === undefined) return text;
    const key = keyOf(text);
    if (key === '') return withOtherScript.has(country) ? text : undefined;
    return regions.get(key) ?? regions.get(key.replace(new RegExp(`^${country.toLowerCase()}`), ''));
  }

  override hasNoPostalCodes(country: string): boolean {
    return withoutCodes.has(country);
  }

  override postalCode(text: string, country: string): string | undefined {
    const code = text.replace(/\s+/g, ' ');
    if (!withKnownCodes.has(country)) return /^[\p{L}\d][\p{L}\d -]*$/u.test(code) ? code : undefined;
    return writings(code, country).find((writing) => isPostalCode(writing, country as PostalCodeLocale));
  }

  override phoneNumber(text: string, country?: string): string | undefined {
    const number = parsePhoneNumberFromString(text, {
      ...(country === undefined ? {} : { defaultCountry: country as CountryCode }),
      // The whole text, not a number somewhere in it.
      extract: false,
    });
    // Possible, not valid: ranges are opened faster than anybody updates a library.
    return number?.isPossible() === true ? number.number : undefined;
  }
}

/** By code and by name. Codes that are figures say nothing on a parcel: there the name is the form. */
function regionsOf(country: string): ReadonlyMap<string, string> {
  const entries = iso31662
    .filter(({ parent }) => parent === country)
    .map(({ code, name }): [string, string] => [code.slice(country.length + 1), name]);
  if (country === 'US') entries.push(...Object.entries(military));
  const forms = entries.map(([code, name]) => ({ code, name, form: /^\d/.test(code) ? name : code }));
  // Codes behind names: a code wins, should a name ever read like one.
  return new Map([
    ...forms.map(({ name, form }): [string, string] => [keyOf(name), form]),
    ...forms.map(({ code, form }): [string, string] => [keyOf(code), form]),
  ]);
}

/** `Québec` as `quebec`, `US-CA` as `usca`. */
function keyOf(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');
}

/** Hyphens and blanks as the pattern of the country has them, without the letters of the country that some write in front. */
function writings(code: string, country: string): string[] {
  const compact = code.replace(/^[A-Z]{1,3}-/, '').replace(/[\s-]/g, '');
  const parted = (at: number, by: string): string => `${compact.slice(0, at)}${by}${compact.slice(at)}`;
  const own: Readonly<Record<string, string>> = {
    IE: parted(3, ' '),
    JP: parted(3, '-'),
    LT: `LT-${compact.replace(/^LT/, '')}`,
    LV: `LV-${compact.replace(/^LV/, '')}`,
    PL: parted(2, '-'),
    PT: parted(4, '-'),
    US: parted(5, '-'),
    CA: parted(3, ' '),
    NL: parted(4, ' '),
    AD: `AD${compact}`,
    AZ: `AZ${compact}`,
    HT: `HT${compact}`,
  };
  const form = own[country];
  return [...(form === undefined ? [] : [form]), code, compact];
}
