import { newId } from '#shared-kernel';
import { InvalidProduct, NotReadyForSale, VariantNotFound } from './catalog.errors.js';
import type { CategoryId, ProductId, VariantId } from './ids.js';
import { changeStatus, type ProductStatus } from './product-status.js';
import { slugOf, type Slug } from './slug.js';
import { Variant, type NewVariant, type Price } from './variant.js';

/** A picture by the name of its file, and what it shows for those who can't see it. */
export interface NewImage {
  file: string;
  alt: string;
}

export interface ProductImage extends NewImage {
  readonly productId: ProductId;
  readonly position: number;
}

/** A product's place on the shelf of a category. */
export interface Placement {
  readonly productId: ProductId;
  readonly categoryId: CategoryId;
}

export interface NewProduct {
  slug: string;
  name: string;
  description: string;
  currency: string;
  taxClass?: string;
  categoryIds: readonly CategoryId[];
  variants: readonly NewVariant[];
  images: readonly NewImage[];
}

/** An article of the shop with everything that can be bought of it. Root of its variants, images and placements. */
export class Product {
  readonly id: ProductId;
  readonly slug: Slug;
  readonly name: string;
  readonly description: string;
  readonly currency: string;
  readonly taxClass: string;
  readonly createdAt: Date;
  readonly variants: readonly Variant[];
  readonly images: readonly ProductImage[];
  private currentStatus: ProductStatus;
  private firstPublishedAt: Date | null;
  private placements: readonly Placement[];
  // For the lists: the first picture, the cheapest variant's current and regular price, the dearest one's current price.
  private readonly imageFile: string | null;
  private priceFromAmount = 0;
  private priceToAmount = 0;
  private listPriceAmount = 0;

  private constructor(input: NewProduct, now: Date) {
    this.id = newId<ProductId>();
    this.slug = slugOf(input.slug);
    this.name = input.name;
    this.description = input.description;
    this.currency = input.currency;
    this.taxClass = input.taxClass ?? 'standard';
    this.createdAt = now;
    this.variants = input.variants.map((variant, position) => Variant.create(this.id, position, variant));
    this.images = input.images.map(({ file, alt }, position) => ({
      productId: this.id,
      position,
      file,
      alt,
    }));
    this.imageFile = input.images[0]?.file ?? null;
    this.currentStatus = 'draft';
    this.firstPublishedAt = null;
    this.placements = placementsOf(this.id, input.categoryIds);
  }

  /** A draft that nobody sees yet. @throws InvalidProduct */
  static create(input: NewProduct, now: Date): Product {
    if (input.name.trim() === '' || input.name.length > 200) {
      throw InvalidProduct.because('name', 'length', 'name must have 1 to 200 characters');
    }
    const product = new Product(input, now);
    product.mustHaveDistinctVariants();
    product.summarisePrices();
    return product;
  }

  /** Shows it to everybody. Coming back after a withdrawal it keeps its first date: it is not new. @throws StatusChangeRefused, NotReadyForSale */
  publish(now: Date): void {
    const status = changeStatus(this.currentStatus, 'published');
    if (this.variants.length === 0) throw new NotReadyForSale('variants');
    if (this.placements.length === 0) throw new NotReadyForSale('categories');
    this.currentStatus = status;
    this.firstPublishedAt ??= now;
  }

  /** Hides it; carts that hold it are told that it can't be bought. @throws StatusChangeRefused */
  withdraw(): void {
    this.currentStatus = changeStatus(this.currentStatus, 'draft');
  }

  /** @throws VariantNotFound, InvalidProduct */
  changePrice(variantId: VariantId, to: Price): void {
    const variant = this.variants.find(({ id }) => id === variantId);
    if (variant === undefined) throw new VariantNotFound();
    variant.changePrice(to);
    this.summarisePrices();
  }

  /** Moves it to exactly these categories. @throws NotReadyForSale if it is published and would stand nowhere */
  placeIn(categoryIds: readonly CategoryId[]): void {
    if (this.currentStatus === 'published' && categoryIds.length === 0)
      throw new NotReadyForSale('categories');
    this.placements = placementsOf(this.id, categoryIds);
  }

  get status(): ProductStatus {
    return this.currentStatus;
  }

  get publishedAt(): Date | null {
    return this.firstPublishedAt;
  }

  get categoryIds(): readonly CategoryId[] {
    return this.placements.map(({ categoryId }) => categoryId);
  }

  private mustHaveDistinctVariants(): void {
    const { variants } = this;
    if (variants.some(({ price }) => price.currency !== this.currency)) {
      throw InvalidProduct.because('variants', 'currency', `variants must be priced in ${this.currency}`);
    }
    if (new Set(variants.map(({ sku }) => sku)).size < variants.length) {
      throw InvalidProduct.because('variants', 'sku', 'variants must have different SKUs');
    }
    if (new Set(variants.map(({ combination }) => combination)).size < variants.length) {
      throw InvalidProduct.because('variants', 'choices', 'variants must differ in their option values');
    }
  }

  private summarisePrices(): void {
    const [first, ...others] = this.variants;
    if (first === undefined) return;
    const cheapest = others.reduce(
      (one, other) => (other.currentPrice.isLessThan(one.currentPrice) ? other : one),
      first,
    );
    this.priceFromAmount = cheapest.currentPrice.amount;
    this.listPriceAmount = cheapest.price.amount;
    this.priceToAmount = Math.max(...this.variants.map(({ currentPrice }) => currentPrice.amount));
  }
}

function placementsOf(productId: ProductId, categoryIds: readonly CategoryId[]): Placement[] {
  return [...new Set(categoryIds)].map((categoryId) => ({ productId, categoryId }));
}
