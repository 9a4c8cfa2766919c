import { UnknownRegion } from './order.errors.js';

/** Where something goes, as far as its price depends on it. */
export interface Destination {
  /** ISO 3166-1, two capital letters. */
  readonly country: string;
  /** State or province: its ISO 3166-2 code without the country where taxes differ by it, free text elsewhere. */
  readonly region: string | null;
}

// ISO 3166-2, with the military "states" of the US post. These countries tax by state: "California" instead of CA
// would find no rate and sell untaxed.
const regionsOf: Readonly<Record<string, ReadonlySet<string>>> = {
  US: new Set(
    `AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
     SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI UM AA AE AP`.split(/\s+/),
  ),
  CA: new Set('AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' ')),
};

/**
 * The destination in the form in which rates are looked up.
 * @param field how the client calls the region, for the message
 * @throws UnknownRegion for a country that taxes by state, if the region is missing or not its code
 */
export function destinationOf(
  country: string,
  region: string | null | undefined,
  field: string,
): Destination {
  const known = regionsOf[country];
  const given = region?.trim() ?? '';
  if (known === undefined) return { country, region: given === '' ? null : given };
  const code = given.toUpperCase();
  if (!known.has(code)) throw new UnknownRegion(country, field);
  return { country, region: code };
}
