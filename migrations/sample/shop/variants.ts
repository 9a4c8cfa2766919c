import { sampleId, sampleNumber } from './ids.js';
import { sampleProducts, type SampleProduct } from './parse.js';
import { options } from './shelves.js';

export interface SampleVariant {
  id: Buffer;
  sku: string;
  name: string;
  /** Cents. */
  price: number;
  salePrice: number | null;
  choices: { option: string; value: string }[];
  available: number;
}

/** A variant for each colour and each value of the other option. */
export function variantsOf(product: SampleProduct): SampleVariant[] {
  const { colours, option } = product;
  const sizes = option?.values ?? [{ code: '', surcharge: 0 }];
  return colours.flatMap((colour) =>
    sizes.map(({ code, surcharge }) => variantOf(product, colour, code, surcharge)),
  );
}

export function allVariants(): SampleVariant[] {
  return sampleProducts.flatMap(variantsOf);
}

function variantOf(product: SampleProduct, colour: string, size: string, surcharge: number): SampleVariant {
  const { code, price, salePrice, colours, option } = product;
  const choices = [
    // A product of one colour leaves no choice.
    ...(colours.length > 1 ? [{ option: 'colour', value: colour }] : []),
    ...(option === undefined ? [] : [{ option: option.code, value: size }]),
  ];
  const sku = [code, ...choices.map(({ option, value }) => (option === 'colour' ? value.slice(0, 3) : value))]
    .join('-')
    .toUpperCase();
  return {
    id: sampleId('variant', sku),
    sku,
    name: choices.map(({ option, value }) => nameOfValue(option, value)).join(' / '),
    price: price + surcharge,
    salePrice: salePrice === null ? null : salePrice + surcharge,
    choices,
    available: availableOf(product, sku),
  };
}

function nameOfValue(option: string, value: string): string {
  const name = options.find(({ code }) => code === option)?.values.find(([code]) => code === value)?.[1];
  if (name === undefined) throw new TypeError(`The sample shop has no ${option} '${value}'.`);
  return name;
}

function availableOf({ stock }: SampleProduct, sku: string): number {
  if (stock === 'none') return 0;
  if (stock === 'few') return 1 + sampleNumber(`few ${sku}`, 4);
  // A real shop has gaps: some variants are gone, some nearly.
  if (sampleNumber(`gone ${sku}`, 29) === 0) return 0;
  if (sampleNumber(`low ${sku}`, 13) === 0) return 1 + sampleNumber(`few ${sku}`, 5);
  return 8 + sampleNumber(`many ${sku}`, 53);
}
