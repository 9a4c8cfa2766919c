/** `Valentine's` is `valentines`, `Romulus & Remus` is `romulus-and-remus`, `Côte d'Azur` is `cote-d-azur`; empty if no letter or digit is left. */
export function slugFrom(name: string, longest: number): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’]s\b/g, 's')
    .replaceAll('&', ' and ');
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, longest).replace(/-+$/, '');
}

// A route's own word, and what might be taken for an id.
const reserved = /^(?:search|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Slugs that a product may have, the best one first. */
export function productSlugs(id: string, name: string): string[] {
  const slug = slugFrom(name, 120);
  const numbered = [`${slug}-${id}`, `${slug}-tshirtshop-${id}`];
  if (slug === '') return [`product-${id}`, `tshirtshop-product-${id}`];
  return reserved.test(slug) ? numbered : [slug, ...numbered];
}

/** `TS-7-XL-RED`: from the product's number and what tells its variants apart. */
export function skuFrom(productId: string, codes: readonly string[]): string {
  return ['TS', productId, ...codes].join('-').toUpperCase();
}

export interface NamedValue {
  readonly id: string;
  readonly name: string;
}

/** A code for each value of one attribute, no two alike. */
export function valueCodes(values: readonly NamedValue[]): Map<string, string> {
  const codes = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name } of values) {
    const plain = slugFrom(name, 20);
    const code = plain === '' || taken.has(plain) ? `${plain === '' ? 'v' : plain}-${id}` : plain;
    taken.add(code);
    codes.set(id, code);
  }
  return codes;
}

/** The picture's name if it can stand in an address, as all that is known of it. */
export function pictureName(text: string | null): string | undefined {
  return text !== null && /^[A-Za-z0-9][\w.-]{0,119}$/.test(text) ? text : undefined;
}

/** Days that stand in the name of a way to ship, as the other shop has no column for them: `By air (7 days, $25)`. */
export function daysIn(name: string): { minDays: number; maxDays: number } | undefined {
  if (/\b(?:next|one|1)[ -]day\b/i.test(name)) return { minDays: 1, maxDays: 1 };
  const [, from, to] = /(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?\s*days?\b/i.exec(name) ?? [];
  if (from === undefined) return undefined;
  const [minDays, maxDays] = [Number(from), Number(to ?? from)];
  return minDays <= maxDays ? { minDays, maxDays } : { minDays: maxDays, maxDays: minDays };
}
