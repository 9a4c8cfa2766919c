import type { Draws } from './draws.js';
import type { Option, Shelves } from './shelves.js';

export interface Variant {
  id: Buffer;
  name: string;
  colour: string;
  price: number;
  salePrice: number | null;
  /** What it costs while the shop is young: after the first of the dates below, before the last. */
  current: number;
  available: number;
  choices: readonly { option: Buffer; value: Buffer }[];
}

export interface Sale {
  startsAt: Date | null;
  endsAt: Date | null;
  isRunning: boolean;
  nextChangeAt: Date | null;
}

const longAgo = new Date(Date.UTC(2020, 0, 1));
const over = new Date(Date.UTC(2020, 1, 1));
const farAway = new Date(Date.UTC(2040, 0, 1));

/** Far from any clock that reads them, so that the rows are the same, and right, on every day of the next years. */
const windows: readonly Sale[] = [
  { startsAt: longAgo, endsAt: farAway, isRunning: true, nextChangeAt: farAway },
  { startsAt: longAgo, endsAt: over, isRunning: false, nextChangeAt: null },
  { startsAt: farAway, endsAt: null, isRunning: false, nextChangeAt: farAway },
];
const always: Sale = { startsAt: null, endsAt: null, isRunning: true, nextChangeAt: null };

/** Every eighth product has a sale price; some of these only for a while. */
export function saleOf(draws: Draws): Sale | undefined {
  if (draws.below(8) > 0) return undefined;
  return draws.below(2) === 0 ? always : draws.one(windows);
}

/** Two neighbouring colours, half of the products in three sizes each. */
export function variantsOf(
  draws: Draws,
  { options: { colour, size } }: Shelves,
  sale: Sale | undefined,
  idOf: (place: number) => Buffer,
): Variant[] {
  const price = 500 + 100 * draws.below(200) - 1;
  const first = draws.below(colour.values.length - 1);
  const colours = colour.values.slice(first, first + 2);
  const sizes: (Option['values'][number] | undefined)[] =
    draws.below(2) === 0 ? [...size.values] : [undefined];
  return colours.flatMap((each, c) =>
    sizes.map((fitting, s) => {
      const full = price + 100 * s;
      const salePrice = sale === undefined ? null : Math.floor(full * 0.8);
      const values = [
        { option: colour.id, value: each },
        ...(fitting === undefined ? [] : [{ option: size.id, value: fitting }]),
      ];
      return {
        id: idOf(c * sizes.length + s),
        name: values.map(({ value }) => value.name).join(' / '),
        colour: each.code,
        price: full,
        salePrice,
        current: sale?.isRunning === true && salePrice !== null ? salePrice : full,
        available: draws.below(50),
        choices: values.map(({ option, value }) => ({ option, value: value.id })),
      };
    }),
  );
}
