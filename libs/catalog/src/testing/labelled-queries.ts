/** What a product is, from its own columns; no engine has a say in it. */
export interface JudgedProduct {
  id: string;
  name: string;
  description: string;
  categories: readonly string[];
  /** Names of its variants' option values. */
  values: readonly string[];
}

export type QueryKind = 'plain' | 'two words' | 'typo' | 'prefix';

export interface LabelledQuery {
  kind: QueryKind;
  text: string;
  /** Ids of the products that somebody who asks this wants to see. */
  relevant: ReadonlySet<string>;
}

interface Wish {
  text: string;
  wanted: (product: JudgedProduct) => boolean;
}

/** What the large catalogue is named by; see the vocabulary of `npm run seed -- --products`. */
export interface Vocabulary {
  qualities: readonly string[];
  materials: readonly string[];
  things: readonly string[];
  uses: readonly string[];
}

/**
 * Several hundred queries with the products that they ask for: by what a thing is, is made of or is like, by colour, category and use, in two
 * words, cut short, and with one slip in a word of four letters or more.
 */
export function labelledQueries(products: readonly JudgedProduct[], vocabulary: Vocabulary): LabelledQuery[] {
  const plain = plainWishes(products, vocabulary);
  const twoWords = twoWordWishes(vocabulary);
  const of = (kind: QueryKind, wishes: readonly Wish[]): LabelledQuery[] =>
    wishes
      .map(({ text, wanted }) => ({
        kind,
        text,
        relevant: new Set(products.filter(wanted).map(({ id }) => id)),
      }))
      .filter(({ relevant }) => relevant.size > 0);
  return [
    ...of('plain', plain),
    ...of('two words', twoWords),
    ...of('typo', [...plain, ...twoWords].flatMap(withSlip)),
    ...of('prefix', [...plain.flatMap(cutShort), ...twoWords.flatMap(cutShort)]),
  ];
}

function plainWishes(
  products: readonly JudgedProduct[],
  { qualities, materials, things }: Vocabulary,
): Wish[] {
  const categories = [...new Set(products.flatMap(({ categories: names }) => names))];
  // Names of the sample shop: everybody knows what they want, and there is only one.
  const named = products.filter(({ name }) => !things.some((thing) => name.endsWith(` ${thing}`)));
  return [
    ...[...things, ...materials].map((word) => ({ text: word.toLowerCase(), wanted: isCalled(word) })),
    ...qualities.filter((_, n) => n % 2 === 0).map((word) => ({ text: word, wanted: isCalled(word) })),
    ...categories.map((category) => ({
      text: category,
      wanted: ({ categories: names }: JudgedProduct) => names.includes(category),
    })),
    ...named
      .filter((_, n) => n % 3 === 0)
      .map(({ name }) => ({ text: name, wanted: (each: JudgedProduct) => each.name === name })),
  ];
}

function twoWordWishes({ qualities, materials, things, uses }: Vocabulary): Wish[] {
  const colours = ['Moss', 'Ocean', 'Ember', 'Dusk', 'Sand', 'Berry', 'Honey'];
  const at = (list: readonly string[], n: number): string => list[n % list.length] as string;
  return things.flatMap((thing, n) => {
    const [material, quality, colour, use] = [
      at(materials, 5 * n),
      at(qualities, 7 * n),
      at(colours, n),
      at(uses, n),
    ];
    return [
      { text: `${material} ${thing}`.toLowerCase(), wanted: both(isCalled(material), isCalled(thing)) },
      { text: `${quality} ${thing.replace(/s$/, '')}s`, wanted: both(isCalled(quality), isCalled(thing)) },
      {
        text: `${thing} ${colour}`,
        wanted: both(isCalled(thing), (each) => each.values.includes(colour) || isCalled(colour)(each)),
      },
      {
        text: `${thing} ${use}`,
        wanted: both(isCalled(thing), ({ description }) => description.includes(use)),
      },
    ];
  });
}

function isCalled(word: string): (product: JudgedProduct) => boolean {
  const singular = word.toLowerCase().replace(/s$/, '');
  return ({ name }) =>
    name
      .toLowerCase()
      .split(/[^a-z]+/)
      .some((each) => each === singular || each === `${singular}s`);
}

function both(
  one: (product: JudgedProduct) => boolean,
  other: (product: JudgedProduct) => boolean,
): (product: JudgedProduct) => boolean {
  return (product) => one(product) && other(product);
}

/** One slip for every other wish, each time of another kind and at another place; the first letter is seldom mistyped. */
function withSlip({ text, wanted }: Wish, n: number): Wish[] {
  const words = text.split(' ');
  const place = words.findIndex(
    (word, index) => /^[a-z]{4,}$/i.test(word) && (index + n) % words.length === 0,
  );
  const word = words[place];
  if (word === undefined || n % 2 === 1) return [];
  const at = 1 + ((n * 7) % (word.length - 2));
  const slips = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
    word.slice(0, at + 1) + word.slice(at),
    `${word.slice(0, at)}q${word.slice(at + 1)}`,
  ];
  const slip = slips[(n / 2) % slips.length] as string;
  return slip === word ? [] : [{ text: words.with(place, slip).join(' '), wanted }];
}

/** As it stands when most of the last word is typed. */
function cutShort({ text, wanted }: Wish, n: number): Wish[] {
  const last = text.split(' ').at(-1) ?? '';
  return n % 4 === 0 && last.length >= 6
    ? [{ text: text.slice(0, -Math.floor(last.length / 3)), wanted }]
    : [];
}
