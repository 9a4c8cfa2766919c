import { Money, newId } from '#shared-kernel';
import { InvalidProduct } from './catalog.errors.js';
import type { OptionId, OptionValueId, ProductId, VariantId } from './ids.js';
import { mustBeSellable, type Price } from './price.js';
import { skuOf, type Sku } from './sku.js';

export type { Price } from './price.js';

/** One option and the value that the variant has in it: size M. */
export interface Choice {
  readonly optionId: OptionId;
  readonly optionValueId: OptionValueId;
}

export interface NewVariant extends Price {
  sku: string;
  /** What sets it apart from its siblings, 'M / Moss'; empty if the product has only one. */
  name: string;
  choices: readonly Choice[];
}

/** What is left out stays as it is. */
export interface VariantChange {
  sku?: string | undefined;
  name?: string | undefined;
  choices?: readonly Choice[] | undefined;
}

/** What is sold: a product in one combination of its options. Belongs to its product, which alone changes it. */
export class Variant {
  readonly id: VariantId;
  readonly productId: ProductId;
  private currentSku: Sku;
  private currentName: string;
  private currentPosition: number;
  private currentChoices: readonly Choice[];
  private readonly currency: string;
  private priceAmount: number;
  private salePriceAmount: number | null;
  private saleStart: Date | null;
  private saleEnd: Date | null;
  private putAwayAt: Date | null;

  private constructor(productId: ProductId, position: number, input: NewVariant) {
    this.id = newId<VariantId>();
    this.productId = productId;
    this.currentSku = skuOf(input.sku);
    this.currentName = nameOf(input.name);
    this.currentPosition = position;
    this.currentChoices = choicesOf(input.choices);
    this.currency = input.price.currency;
    this.priceAmount = input.price.amount;
    this.salePriceAmount = input.salePrice?.amount ?? null;
    this.saleStart = input.saleStartsAt ?? null;
    this.saleEnd = input.saleEndsAt ?? null;
    this.putAwayAt = null;
  }

  /** @throws InvalidProduct */
  static create(productId: ProductId, position: number, input: NewVariant): Variant {
    mustBeSellable(input, input.price.currency);
    return new Variant(productId, position, input);
  }

  /** @throws InvalidProduct */
  change({ sku, name, choices }: VariantChange): void {
    if (sku !== undefined) this.currentSku = skuOf(sku);
    if (name !== undefined) this.currentName = nameOf(name);
    if (choices !== undefined) this.currentChoices = choicesOf(choices);
  }

  /** @throws InvalidProduct */
  changePrice(to: Price): void {
    mustBeSellable(to, this.currency);
    this.priceAmount = to.price.amount;
    this.salePriceAmount = to.salePrice?.amount ?? null;
    this.saleStart = to.saleStartsAt ?? null;
    this.saleEnd = to.saleEndsAt ?? null;
  }

  moveTo(position: number): void {
    this.currentPosition = position;
  }

  /** No longer sold; orders may go on referring to it. */
  archive(now: Date): void {
    this.putAwayAt ??= now;
  }

  restore(): void {
    this.putAwayAt = null;
  }

  get sku(): Sku {
    return this.currentSku;
  }

  get name(): string {
    return this.currentName;
  }

  get position(): number {
    return this.currentPosition;
  }

  get choices(): readonly Choice[] {
    return this.currentChoices;
  }

  get price(): Money {
    return Money.of(this.priceAmount, this.currency);
  }

  get salePrice(): Money | null {
    return this.salePriceAmount === null ? null : Money.of(this.salePriceAmount, this.currency);
  }

  get saleStartsAt(): Date | null {
    return this.saleStart;
  }

  get saleEndsAt(): Date | null {
    return this.saleEnd;
  }

  get archivedAt(): Date | null {
    return this.putAwayAt;
  }

  get isArchived(): boolean {
    return this.putAwayAt !== null;
  }

  /** What it costs at a time: a sale holds from its start up to, without, its end. */
  currentPrice(at: Date): Money {
    const hasBegun = this.saleStart === null || this.saleStart <= at;
    const isOver = this.saleEnd !== null && this.saleEnd <= at;
    return (hasBegun && !isOver ? this.salePrice : null) ?? this.price;
  }

  /** When its price will change by itself after a time. */
  changesAfter(at: Date): Date[] {
    return [this.saleStart, this.saleEnd].filter((time) => time !== null).filter((time) => time > at);
  }

  /** The same text for the same combination of option values, in whatever order they were given. */
  get combination(): string {
    return this.choices
      .map(({ optionValueId }) => optionValueId)
      .sort()
      .join();
  }
}

function nameOf(name: string): string {
  if (name.length > 200)
    throw InvalidProduct.because('name', 'length', 'name must have up to 200 characters');
  return name;
}

function choicesOf(choices: readonly Choice[]): readonly Choice[] {
  if (new Set(choices.map(({ optionId }) => optionId)).size < choices.length) {
    throw InvalidProduct.because('choices', 'unique', 'choices must name each option once');
  }
  return choices.map(({ optionId, optionValueId }) => ({ optionId, optionValueId }));
}
