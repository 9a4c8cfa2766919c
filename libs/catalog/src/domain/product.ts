import { newId } from '#shared-kernel';
import {
  NotReadyForSale,
  StatusChangeRefused,
  VariantMayBeOrdered,
  VariantNotFound,
} from './catalog.errors.js';
import type { CategoryId, ProductId, VariantId } from './ids.js';
import { placementsOf, type Placement } from './placement.js';
import { lastPosition } from './positions.js';
import type { Price, PriceSummary } from './price.js';
import { descriptionOf, productNameOf, taxClassOf } from './product-details.js';
import { imagesOf, type NewImage, type ProductImage } from './product-images.js';
import type { NewProduct, ProductChange } from './product-input.js';
import { changeStatus, type ProductStatus } from './product-status.js';
import { slugOf, type Slug } from './slug.js';
import { Variant, type NewVariant, type VariantChange } from './variant.js';
import { inOrder, mustBeDistinct, nextChangeAfter, priceSummaryOf } from './variants.js';

export type { NewImage, NewProduct, Placement, ProductChange, ProductImage };

/** An article of the shop with everything that can be bought of it. Root of its variants, images and placements. */
export class Product {
  readonly id: ProductId;
  readonly currency: string;
  readonly createdAt: Date;
  private currentSlug: Slug;
  private currentName: string;
  private currentDescription: string;
  private currentTaxClass: string;
  private currentStatus: ProductStatus;
  private firstPublishedAt: Date | null;
  private plannedFor: Date | null;
  private changes: number;
  private everyVariant: readonly Variant[];
  private pictures: readonly ProductImage[];
  private placements: readonly Placement[];

  private constructor(input: NewProduct, now: Date) {
    this.id = newId<ProductId>();
    this.currentSlug = slugOf(input.slug);
    this.currentName = productNameOf(input.name);
    this.currentDescription = descriptionOf(input.description);
    this.currency = input.currency;
    this.currentTaxClass = taxClassOf(input.taxClass ?? 'standard');
    this.createdAt = now;
    this.everyVariant = input.variants.map((variant, position) => Variant.create(this.id, position, variant));
    this.pictures = imagesOf(this.id, input.images);
    this.currentStatus = 'draft';
    this.firstPublishedAt = null;
    this.plannedFor = null;
    this.changes = 1;
    this.placements = placementsOf(this.id, input.categoryIds);
  }

  /** A draft that nobody sees yet. @throws InvalidProduct */
  static create(input: NewProduct, now: Date): Product {
    const product = new Product(input, now);
    mustBeDistinct(product.everyVariant, product.currency);
    return product;
  }

  /** @throws InvalidProduct */
  change({ slug, name, description, taxClass }: ProductChange): void {
    if (slug !== undefined) this.currentSlug = slugOf(slug);
    if (name !== undefined) this.currentName = productNameOf(name);
    if (description !== undefined) this.currentDescription = descriptionOf(description);
    if (taxClass !== undefined) this.currentTaxClass = taxClassOf(taxClass);
    this.hasChanged();
  }

  /** Moves it to exactly these categories. @throws NotReadyForSale if it is published, or will be, and would stand nowhere */
  placeIn(categoryIds: readonly CategoryId[]): void {
    const isForSale = this.currentStatus === 'published' || this.plannedFor !== null;
    if (isForSale && categoryIds.length === 0) throw new NotReadyForSale('categories');
    this.placements = placementsOf(this.id, categoryIds);
    this.hasChanged();
  }

  /** Exactly these, in this order; lists show the first. @throws TooManyImages, InvalidProduct */
  showImages(images: readonly NewImage[]): void {
    this.pictures = imagesOf(this.id, images);
    this.hasChanged();
  }

  // --- on sale or not ---

  /** Shows it to everybody. Coming back after a withdrawal it keeps its first date: it is not new. @throws StatusChangeRefused, NotReadyForSale */
  publish(now: Date): void {
    const status = changeStatus(this.currentStatus, 'published');
    this.mustBeReady();
    this.currentStatus = status;
    this.firstPublishedAt ??= now;
    this.plannedFor = null;
    this.hasChanged();
  }

  /** A draft that publishes itself at a time; at once if that has come. @throws StatusChangeRefused, NotReadyForSale */
  planPublication(at: Date, now: Date): void {
    if (at <= now) {
      this.publish(now);
      return;
    }
    changeStatus(this.currentStatus, 'published');
    this.mustBeReady();
    this.plannedFor = at;
    this.hasChanged();
  }

  /** What was planned for a time that has come. One that can't be sold by now stays a draft, without a plan. */
  publishAsPlanned(now: Date): 'published' | 'not-ready' | 'not-due' {
    const at = this.plannedFor;
    if (at === null || at > now) return 'not-due';
    this.plannedFor = null;
    this.hasChanged();
    if (!this.isReady) return 'not-ready';
    this.publish(at);
    return 'published';
  }

  /** Hides it, or forgets that it was to be shown. Carts that hold it are told that it can't be bought. @throws StatusChangeRefused */
  withdraw(): void {
    if (this.currentStatus === 'draft' && this.plannedFor === null)
      throw new StatusChangeRefused('draft', 'draft');
    this.currentStatus = this.currentStatus === 'draft' ? 'draft' : changeStatus(this.currentStatus, 'draft');
    this.plannedFor = null;
    this.hasChanged();
  }

  /** Puts it away for good, or until it is restored. @throws StatusChangeRefused */
  archive(): void {
    this.currentStatus = changeStatus(this.currentStatus, 'archived');
    this.plannedFor = null;
    this.hasChanged();
  }

  /** As a draft. @throws StatusChangeRefused if it is not archived */
  restore(): void {
    if (this.currentStatus !== 'archived') throw new StatusChangeRefused(this.currentStatus, 'draft');
    this.currentStatus = changeStatus(this.currentStatus, 'draft');
    this.hasChanged();
  }

  // --- variants ---

  /** At the end. @throws InvalidProduct */
  addVariant(input: NewVariant): VariantId {
    const variant = Variant.create(this.id, lastPosition(this.everyVariant), input);
    mustBeDistinct([...this.everyVariant, variant], this.currency);
    this.everyVariant = [...this.everyVariant, variant];
    this.hasChanged();
    return variant.id;
  }

  /** @throws VariantNotFound, InvalidProduct: the change is made, so it must not be saved */
  changeVariant(id: VariantId, to: VariantChange): void {
    this.variant(id).change(to);
    mustBeDistinct(this.everyVariant, this.currency);
    this.hasChanged();
  }

  /** @throws VariantNotFound, InvalidProduct */
  changePrice(id: VariantId, to: Price): void {
    this.variant(id).changePrice(to);
    this.hasChanged();
  }

  /** These first, in this order; the others behind them as they were. @throws VariantNotFound */
  orderVariants(ids: readonly VariantId[]): void {
    const first = [...new Set(ids)].map((id) => this.variant(id));
    const others = this.variants.filter((each) => !first.includes(each));
    [...first, ...others].forEach((variant, position) => {
      variant.moveTo(position);
    });
    this.hasChanged();
  }

  /** No longer sold; may be the last one, and then the product is shown nowhere. @throws VariantNotFound */
  archiveVariant(id: VariantId, now: Date): void {
    this.variant(id).archive(now);
    this.hasChanged();
  }

  /** @throws VariantNotFound, InvalidProduct if another one has taken its place meanwhile */
  restoreVariant(id: VariantId): void {
    this.variant(id).restore();
    mustBeDistinct(this.everyVariant, this.currency);
    this.hasChanged();
  }

  /** As if it had never been; only while nobody can have ordered it. @throws VariantNotFound, VariantMayBeOrdered */
  removeVariant(id: VariantId): void {
    const variant = this.variant(id);
    if (!this.wasNeverSold) throw new VariantMayBeOrdered();
    this.everyVariant = this.everyVariant.filter((each) => each !== variant);
    this.hasChanged();
  }

  // --- what it is ---

  get slug(): Slug {
    return this.currentSlug;
  }

  get name(): string {
    return this.currentName;
  }

  get description(): string {
    return this.currentDescription;
  }

  get taxClass(): string {
    return this.currentTaxClass;
  }

  get status(): ProductStatus {
    return this.currentStatus;
  }

  /** When it was published for the first time. */
  get publishedAt(): Date | null {
    return this.firstPublishedAt;
  }

  /** When the draft will be published. */
  get publishAt(): Date | null {
    return this.plannedFor;
  }

  /** Grows with each change: who has seen another one has seen another product. */
  get version(): number {
    return this.changes;
  }

  /** In the order of the shop, those that are put away too. */
  get variants(): readonly Variant[] {
    return inOrder(this.everyVariant);
  }

  get images(): readonly ProductImage[] {
    return this.pictures;
  }

  get categoryIds(): readonly CategoryId[] {
    return this.placements.map(({ categoryId }) => categoryId);
  }

  /** Nobody can have ordered it, so it may vanish. */
  get wasNeverSold(): boolean {
    return this.firstPublishedAt === null;
  }

  /** @throws VariantNotFound */
  variant(id: VariantId): Variant {
    const variant = this.everyVariant.find((each) => each.id === id);
    if (variant === undefined) throw new VariantNotFound();
    return variant;
  }

  /** Of the variants that are sold; of all if none is. */
  priceSummary(at: Date): PriceSummary {
    return priceSummaryOf(this.everyVariant, at);
  }

  /** When it will change by itself: a sale begins or ends, or it is published. A plan that is due counts too. */
  nextChangeAt(at: Date): Date | null {
    return this.currentStatus === 'archived' ? null : nextChangeAfter(this.everyVariant, at, this.plannedFor);
  }

  private get isReady(): boolean {
    return this.placements.length > 0 && this.everyVariant.some(({ isArchived }) => !isArchived);
  }

  private mustBeReady(): void {
    if (this.everyVariant.every(({ isArchived }) => isArchived)) throw new NotReadyForSale('variants');
    if (this.placements.length === 0) throw new NotReadyForSale('categories');
  }

  private hasChanged(): void {
    this.changes += 1;
  }
}
