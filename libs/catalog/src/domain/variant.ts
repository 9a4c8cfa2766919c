import { Money, newId } from '#shared-kernel';
import { InvalidProduct } from './catalog.errors.js';
import type { OptionId, OptionValueId, ProductId, VariantId } from './ids.js';
import { skuOf, type Sku } from './sku.js';

/** One option and the value that the variant has in it: size M. */
export interface Choice {
  readonly optionId: OptionId;
  readonly optionValueId: OptionValueId;
}

export interface Price {
  price: Money;
  /** What it costs while it is on sale; null when it is not. */
  salePrice: Money | null;
}

export interface NewVariant extends Price {
  sku: string;
  /** What sets it apart from its siblings, 'M / Moss'; empty if the product has only one. */
  name: string;
  choices: readonly Choice[];
}

/** What is sold: a product in one combination of its options. Belongs to its product. */
export class Variant {
  readonly id: VariantId;
  readonly productId: ProductId;
  readonly sku: Sku;
  readonly name: string;
  readonly position: number;
  readonly choices: readonly Choice[];
  private readonly currency: string;
  private priceAmount: number;
  private salePriceAmount: number | null;

  private constructor(
    productId: ProductId,
    position: number,
    { sku, name, price, salePrice, choices }: NewVariant,
  ) {
    this.id = newId<VariantId>();
    this.productId = productId;
    this.sku = skuOf(sku);
    this.name = name;
    this.position = position;
    this.choices = choices;
    this.currency = price.currency;
    this.priceAmount = price.amount;
    this.salePriceAmount = salePrice?.amount ?? null;
  }

  /** @throws InvalidProduct */
  static create(productId: ProductId, position: number, input: NewVariant): Variant {
    mustBeSellable(input, input.price.currency);
    return new Variant(productId, position, input);
  }

  /** @throws InvalidProduct */
  changePrice(to: Price): void {
    mustBeSellable(to, this.currency);
    this.priceAmount = to.price.amount;
    this.salePriceAmount = to.salePrice?.amount ?? null;
  }

  get price(): Money {
    return Money.of(this.priceAmount, this.currency);
  }

  get salePrice(): Money | null {
    return this.salePriceAmount === null ? null : Money.of(this.salePriceAmount, this.currency);
  }

  /** What it costs now. */
  get currentPrice(): Money {
    return this.salePrice ?? this.price;
  }

  /** The same text for the same combination of option values, in whatever order they were given. */
  get combination(): string {
    return this.choices
      .map(({ optionValueId }) => optionValueId)
      .sort()
      .join();
  }
}

function mustBeSellable({ price, salePrice }: Price, currency: string): void {
  if (price.amount <= 0) throw InvalidProduct.because('price', 'positive', 'price must be above zero');
  if (price.currency !== currency || (salePrice !== null && salePrice.currency !== currency)) {
    throw InvalidProduct.because('price', 'currency', `price must be in ${currency}`);
  }
  if (salePrice !== null && (salePrice.amount <= 0 || !salePrice.isLessThan(price))) {
    throw InvalidProduct.because('salePrice', 'below-price', 'salePrice must be above zero and below price');
  }
}
