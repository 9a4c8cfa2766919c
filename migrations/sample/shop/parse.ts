import { home } from './home.js';
import { outdoors } from './outdoors.js';
import { wardrobe } from './wardrobe.js';

export interface SampleProduct {
  name: string;
  code: string;
  description: string;
  categories: string[];
  /** What is drawn, and in which of its patterns. */
  shape: string;
  look: number;
  /** Cents. */
  price: number;
  salePrice: number | null;
  colours: string[];
  /** The option besides the colour, if there is one; surcharges in cents. */
  option: { code: string; values: { code: string; surcharge: number }[] } | undefined;
  stock: 'plenty' | 'few' | 'none';
}

/** Every product of the sample shop, from two lines of text each. */
export const sampleProducts: readonly SampleProduct[] = [wardrobe, home, outdoors].flatMap((text) =>
  text.trim().split('\n\n').map(parseProduct),
);

function parseProduct(text: string): SampleProduct {
  const [header = '', description = ''] = text.split('\n');
  const [
    name = '',
    code = '',
    categories = '',
    picture = '',
    price = '',
    colours = '',
    option = '',
    stock = '',
  ] = header.split('|').map((field) => field.trim());
  const [shape = '', look = ''] = picture.split(' ');
  const [listPrice = '', salePrice] = price.split(' > ');
  return {
    name,
    code,
    description,
    categories: categories.split(' '),
    shape,
    look: Number(look),
    price: cents(listPrice),
    salePrice: salePrice === undefined ? null : cents(salePrice),
    colours: colours.split(' '),
    option: option === '' ? undefined : parseOption(option),
    stock: stock === 'few' || stock === 'none' ? stock : 'plenty',
  };
}

function parseOption(text: string): SampleProduct['option'] {
  const [code = '', ...values] = text.split(' ');
  return {
    code,
    values: values.map((value) => {
      const [valueCode = '', surcharge = '0'] = value.toLowerCase().split('+');
      return { code: valueCode, surcharge: cents(surcharge) };
    }),
  };
}

function cents(dollars: string): number {
  return Math.round(Number(dollars) * 100);
}
