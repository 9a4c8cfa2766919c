import type { Money } from '#shared-kernel';
import type { Destination } from './destination.js';
import type { ShippingMethodId, ShippingRegionId } from './ids.js';
import { ShippingNotAvailable } from './order.errors.js';

/** A part of the world with shipping methods of its own. */
export interface ShippingRegion {
  readonly id: ShippingRegionId;
  readonly code: string;
  readonly name: string;
  readonly countries: readonly string[];
  /** Takes every country that no other region lists. */
  readonly isRestOfWorld: boolean;
}

export interface ShippingMethod {
  readonly id: ShippingMethodId;
  readonly regionId: ShippingRegionId;
  readonly code: string;
  readonly name: string;
  readonly price: Money;
  /** Working days. */
  readonly minDays: number;
  readonly maxDays: number;
}

export interface TaxRate {
  readonly label: string;
  readonly basisPoints: number;
}

/** One row of the tax table; `region` is empty in the rows of a whole country. */
export interface TaxRule extends TaxRate {
  readonly country: string;
  readonly region: string;
  readonly taxClass: string;
  /** Whether the place taxes the delivery like the goods. */
  readonly taxesShipping: boolean;
}

const noTax: TaxRate = { label: 'No tax', basisPoints: 0 };
const standard = 'standard';

/** What shipping costs and what tax is due, everywhere: small enough to be held as a whole. */
export class Tariffs {
  private readonly regionOfCountry: ReadonlyMap<string, ShippingRegion>;
  private readonly restOfWorld: ShippingRegion | undefined;
  private readonly rulesOfPlace: ReadonlyMap<string, ReadonlyMap<string, TaxRule>>;

  /** Regions and methods in the order in which they are shown. */
  constructor(
    readonly regions: readonly ShippingRegion[],
    private readonly methods: readonly ShippingMethod[],
    rules: readonly TaxRule[],
  ) {
    this.regionOfCountry = new Map(
      regions.flatMap((region) => region.countries.map((country) => [country, region])),
    );
    this.restOfWorld = regions.find((region) => region.isRestOfWorld);
    const places = Map.groupBy(rules, ({ country, region }) => placeKey(country, region));
    this.rulesOfPlace = new Map(
      [...places].map(([place, own]) => [place, new Map(own.map((rule) => [rule.taxClass, rule]))]),
    );
  }

  /** The ways to ship there, priced in that currency. Empty if the shop does not. */
  methodsFor(country: string, currency: string): ShippingMethod[] {
    const region = this.regionOfCountry.get(country) ?? this.restOfWorld;
    return this.methods.filter(
      ({ regionId, price }) => regionId === region?.id && price.currency === currency,
    );
  }

  /** @throws ShippingNotAvailable if the method does not go there, is unknown, or is priced in another currency */
  method(id: string, { country }: Destination, currency: string): ShippingMethod {
    const method = this.methodsFor(country, currency).find((each) => each.id === id);
    if (method === undefined) throw new ShippingNotAvailable(country);
    return method;
  }

  taxOnGoods(taxClass: string, to: Destination): TaxRate {
    const rules = this.rulesFor(to);
    // A class without a rate of its own pays the standard one: better that than goods sold untaxed by a gap in the table.
    return rules?.get(taxClass) ?? rules?.get(standard) ?? noTax;
  }

  taxOnShipping(to: Destination): TaxRate {
    const rule = this.rulesFor(to)?.get(standard);
    return rule?.taxesShipping === true ? rule : noTax;
  }

  /** A state that has rates of its own replaces the country's; they are not added up. */
  private rulesFor({ country, region }: Destination): ReadonlyMap<string, TaxRule> | undefined {
    const ofRegion = region === null ? undefined : this.rulesOfPlace.get(placeKey(country, region));
    return ofRegion ?? this.rulesOfPlace.get(placeKey(country, ''));
  }
}

function placeKey(country: string, region: string): string {
  return `${country}/${region}`;
}
