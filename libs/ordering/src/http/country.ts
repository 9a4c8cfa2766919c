import { isISO31661Alpha2 } from 'class-validator';
import { refuseUnknownParameters, textParameter, type RawQuery } from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';

const known = new Set(['country', 'region']);

/** The country of `?country=US&region=CA`. Regions of one country share their shipping methods. @throws ValidationFailed */
export function countryParameter(query: RawQuery): string {
  refuseUnknownParameters(query, known);
  textParameter(query, 'region', 120);
  const country = textParameter(query, 'country', 2)?.toUpperCase();
  if (country === undefined || !isISO31661Alpha2(country))
    throw ValidationFailed.of(
      'country',
      'isISO31661Alpha2',
      'country must be a two-letter code of ISO 3166-1',
    );
  return country;
}
