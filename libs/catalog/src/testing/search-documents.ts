import type { SearchDocument, SearchLabels } from '../infrastructure/search/search-document.js';

/** An id that is easy to read in a failure: the number stands at its end. */
export function idNumber(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** Any order that ignores case and puts blanks first will do: two bytes a letter, as the collation has them. */
export function nameKeyOf(name: string): Uint8Array {
  const key = new Uint8Array(2 * name.length);
  for (let index = 0; index < name.length; index++) {
    const weight = name[index] === ' ' ? 0x0209 : 0x0300 + name.toLowerCase().charCodeAt(index);
    key.set([weight >>> 8, weight & 0xff], 2 * index);
  }
  return key;
}

/** A published product, plain but for what is said. */
export function aDocument(
  number: number,
  with_: Partial<Omit<SearchDocument, 'id' | 'nameKey'>> = {},
): SearchDocument {
  const name = with_.name ?? `Thing ${String(number)}`;
  return {
    id: idNumber(number),
    description: '',
    publishedAt: 1_000 * number,
    price: 1_000,
    listPrice: 1_000,
    inStock: true,
    popularity: 0,
    ratingScore: 0,
    stars: 0,
    scopes: [],
    optionValues: [],
    ...with_,
    name,
    nameKey: nameKeyOf(name),
  };
}

const [home, garden, lighting, textiles, tools] = [901, 902, 911, 912, 921].map(idNumber) as [
  string,
  string,
  string,
  string,
  string,
];
const [red, moss, small, medium] = [931, 932, 941, 942].map(idNumber) as [string, string, string, string];

/** Ids of a small shop's shelves and option values. */
export const shelf = { home, garden, lighting, textiles, tools };
export const value = { red, moss, small, medium };

export const smallShop: SearchLabels = {
  departments: [
    { id: home, slug: 'home', name: 'Home' },
    { id: garden, slug: 'garden', name: 'Garden' },
  ],
  categories: [
    { id: lighting, slug: 'lighting', name: 'Lamps & lighting', departmentId: home },
    { id: textiles, slug: 'textiles', name: 'Wool textiles', departmentId: home },
    { id: tools, slug: 'tools', name: 'Tools for the garden', departmentId: garden },
  ],
  options: [
    {
      code: 'colour',
      name: 'Colour',
      values: [
        { id: red, code: 'red', name: 'Red' },
        { id: moss, code: 'moss', name: 'Moss green' },
      ],
    },
    {
      code: 'size',
      name: 'Size',
      values: [
        { id: small, code: 's', name: 'S' },
        { id: medium, code: 'm', name: 'M' },
      ],
    },
  ],
};

/** With the departments of its categories, as the lists have it. */
export function standingIn(...categories: string[]): string[] {
  const departments = smallShop.categories
    .filter(({ id }) => categories.includes(id))
    .map(({ departmentId }) => departmentId);
  return [...new Set([...categories, ...departments])];
}
