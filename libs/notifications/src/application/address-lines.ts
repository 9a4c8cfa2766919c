import type { EventAddress } from '#ordering/events';

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** An address as it stands on a parcel, empty lines left out. */
export function addressLines(address: EventAddress): string[] {
  const { name, company, line1, line2, city, region, postalCode, country } = address;
  const place = [[city, region].filter(hasText).join(', '), postalCode].filter(hasText).join(' ');
  return [name, company, line1, line2, place, countryName(country)].filter(hasText);
}

function countryName(code: string): string | undefined {
  // Intl throws on what is no code at all; the mail shows it as it is.
  return /^[A-Z]{2}$/.test(code) ? countryNames.of(code) : code;
}

function hasText(line: string | null | undefined): line is string {
  return typeof line === 'string' && line.trim() !== '';
}
