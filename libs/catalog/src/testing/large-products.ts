import { bestStockState, stockStateOf } from '../domain/stock-state.js';
import type { Draws } from './draws.js';
import { materials, promises, qualities, things, uses } from './vocabulary.js';

export interface Rows {
  products: unknown[][];
  productCategories: unknown[][];
  images: unknown[][];
  variants: unknown[][];
  choices: unknown[][];
  stock: unknown[][];
  movements: unknown[][];
}

interface Variant {
  id: Buffer;
  name: string;
  price: number;
  salePrice: number | null;
  available: number;
  values: number[];
}

const palettes = ['moss', 'ocean', 'ember', 'dusk', 'sand', 'berry', 'slate', 'honey'];
const colours = ['Moss', 'Ocean', 'Ember', 'Dusk'];
const sizes = ['S', 'M', 'L'];
const day = 86_400_000;

/** The rows of the large catalogue, batch by batch: two to six variants a product, every tenth product on sale. */
export class LargeProducts {
  // prettier-ignore
  static readonly productColumns = [
    'id', 'slug', 'name', 'description', 'status', 'published_at', 'currency', 'price_from_amount', 'price_to_amount',
    'list_price_amount', 'image_file', 'stock_state', 'popularity', 'created_at',
  ];
  // prettier-ignore
  static readonly variantColumns = [
    'id', 'product_id', 'sku', 'name', 'position', 'currency', 'price_amount', 'sale_price_amount', 'stock_state', 'stock_version',
  ];

  readonly options: unknown[][];
  readonly optionValues: unknown[][];
  private readonly newest = Date.UTC(2026, 10, 1);

  constructor(
    private readonly draws: Draws,
    private readonly categories: readonly Buffer[],
    private readonly currency: string,
  ) {
    this.options = ['Colour', 'Size'].map((name, index) => [
      draws.id(),
      `large-${name.toLowerCase()}`,
      name,
      100 + index,
    ]);
    this.optionValues = [colours, sizes].flatMap((names, option) =>
      names.map((name, index) => [draws.id(), this.options[option]?.[0], name.toLowerCase(), name, index]),
    );
  }

  take(from: number, to: number): Rows {
    const rows: Rows = {
      products: [],
      productCategories: [],
      images: [],
      variants: [],
      choices: [],
      stock: [],
      movements: [],
    };
    for (let number = from; number < to; number++) this.addProduct(rows, number);
    return rows;
  }

  private addProduct(rows: Rows, number: number): void {
    const { draws } = this;
    const id = draws.id();
    const [thing, shape] = draws.one(things);
    const name = `${draws.one(qualities)} ${draws.one(materials)} ${thing}`;
    const description = `${name} ${draws.one(uses)}. A ${draws.one(qualities).toLowerCase()} ${thing.toLowerCase()} ${draws.one(uses)}. ${draws.one(promises)}`;
    const variants = this.variantsOf();
    const cheapest = variants.reduce((one, other) => (current(other) < current(one) ? other : one));
    const picture = `${shape}-${draws.one(palettes)}-`;
    const look = 1 + draws.below(9);
    const file = `${picture}${String(look)}.svg`;
    // Whole minutes: several products share a time, so that a sort without a tie-breaker would show.
    const publishedAt = new Date(this.newest - draws.below(3 * 365 * 24 * 60) * (day / 1440));
    // prettier-ignore
    rows.products.push([
      id, `${name.toLowerCase().replaceAll(' ', '-')}-${String(number)}`, name, description, 'published', publishedAt,
      this.currency, current(cheapest), Math.max(...variants.map(current)), cheapest.price, file,
      bestStockState(variants.map(({ available }) => stockStateOf(available))), Math.floor(1_000 * draws.next() ** 6), publishedAt,
    ]);
    for (const category of this.categoriesOf()) rows.productCategories.push([id, category]);
    rows.images.push(
      [id, 0, file, name],
      [id, 1, `${picture}${String(look + 10)}.svg`, `${name}, from near`],
    );
    this.addVariants(rows, id, number, variants);
  }

  private addVariants(rows: Rows, productId: Buffer, number: number, variants: Variant[]): void {
    variants.forEach((variant, position) => {
      // prettier-ignore
      rows.variants.push([
        variant.id, productId, `LRG-${String(number).padStart(7, '0')}-${String(position + 1)}`, variant.name, position,
        this.currency, variant.price, variant.salePrice, stockStateOf(variant.available), 1,
      ]);
      for (const value of variant.values) {
        rows.choices.push([variant.id, this.optionValues[value]?.[1], this.optionValues[value]?.[0]]);
      }
      rows.stock.push([variant.id, variant.available, 0, 1, new Date(this.newest)]);
      rows.movements.push([
        variant.id,
        this.draws.id(),
        'received',
        variant.available,
        new Date(this.newest),
      ]);
    });
  }

  private variantsOf(): Variant[] {
    const { draws } = this;
    const price = 500 + 100 * draws.below(200) - 1;
    const salePrice = draws.below(10) === 0 ? Math.floor(price * 0.8) : null;
    const firstColour = draws.below(colours.length - 1);
    const sized = draws.below(2) === 0;
    const variants: Variant[] = [];
    for (const colour of [firstColour, firstColour + 1]) {
      for (const size of sized ? sizes.keys() : [undefined]) {
        const values = size === undefined ? [colour] : [colour, colours.length + size];
        const name = values.map((value) => this.optionValues[value]?.[3] as string).join(' / ');
        variants.push({
          id: draws.id(),
          name,
          price: price + 100 * (size ?? 0),
          salePrice,
          available: draws.below(50),
          values,
        });
      }
    }
    return variants;
  }

  private categoriesOf(): Set<Buffer> {
    const { draws, categories } = this;
    // Three in ten products stand in a second category, maybe of another department.
    return new Set(
      draws.below(10) < 3 ? [draws.one(categories), draws.one(categories)] : [draws.one(categories)],
    );
  }
}

function current({ price, salePrice }: Variant): number {
  return salePrice ?? price;
}
