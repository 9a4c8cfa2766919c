import { DomainError, Money } from '#shared-kernel';
import type { CategoryId, ProductId } from '../../domain/ids.js';
import { Product, type NewImage } from '../../domain/product.js';
import type { Price } from '../../domain/price.js';
import type { Choice, Variant } from '../../domain/variant.js';
import type { BulkProblem, BulkProduct, BulkVariant } from '../catalog-bulk.js';
import type { Choices } from './choices.js';

/** What a batch of products refers to. */
export interface References {
  readonly existing: ReadonlyMap<string, Product>;
  readonly ownersOfSkus: ReadonlyMap<string, ProductId>;
  readonly categories: ReadonlyMap<string, CategoryId>;
  readonly choices: Choices;
  readonly currency: string;
  readonly now: Date;
}

type Wrong = Pick<BulkProblem, 'field' | 'code' | 'message'>;

const imageFile = /^[A-Za-z0-9][\w.-]{0,119}$/;

/** Makes one product what it shall be, in memory, by its own rules. Every rule that says no becomes a problem; the product is then not to be saved. */
export class ProductPlan {
  readonly problems: BulkProblem[] = [];
  /** Undefined if it could not even be made. */
  product?: Product;
  isNew = false;

  constructor(
    private readonly wanted: BulkProduct,
    private readonly references: References,
  ) {}

  make(): void {
    const existing = this.references.existing.get(this.wanted.slug);
    this.isNew = existing === undefined;
    const product = existing ?? this.created();
    if (product === undefined) return;
    this.product = product;
    // Taken off sale first and put on sale last: in between it may have no category.
    if (this.wanted.status !== 'published') this.setStatus(product);
    if (existing !== undefined) this.changeDetails(product);
    for (const variant of this.wanted.variants) this.keepVariant(product, variant);
    // Whether it could be published can't be told while something of it is wrong.
    if (this.wanted.status === 'published' && this.problems.length === 0) this.setStatus(product);
  }

  private created(): Product | undefined {
    const { slug, name, description = '', taxClass, images = [] } = this.wanted;
    if (name === undefined) {
      this.wrong({ field: 'name', code: 'required', message: 'name must be given for a new product' });
      return undefined;
    }
    const { currency, now } = this.references;
    const input = {
      slug,
      name,
      description,
      taxClass,
      currency,
      categoryIds: this.categoryIds() ?? [],
      variants: [],
    };
    return this.attempt('slug', () => Product.create({ ...input, images: this.checked(images) }, now));
  }

  private changeDetails(product: Product): void {
    const { name, description, taxClass } = this.wanted;
    const change = Object.fromEntries(
      Object.entries({ name, description, taxClass }).filter(
        ([field, value]) => value !== undefined && value !== product[field as 'name'],
      ),
    );
    if (Object.keys(change).length > 0) this.attempt('name', () => product.change(change));
    const categoryIds = this.categoryIds();
    if (categoryIds !== undefined && !sameMembers(categoryIds, product.categoryIds)) {
      this.attempt('categories', () => product.placeIn(categoryIds));
    }
    this.refuseOtherImages(product);
  }

  private setStatus(product: Product): void {
    const { status } = this.wanted;
    if (status === undefined || status === product.status) return;
    this.attempt('status', () => {
      if (status === 'archived') product.archive();
      else if (product.status === 'archived') product.restore();
      else if (status === 'draft') product.withdraw();
      if (status === 'published') product.publish(this.references.now);
    });
  }

  private keepVariant(product: Product, wanted: BulkVariant): void {
    const variant = product.variants.find(({ sku }) => sku === wanted.sku);
    const choices = this.choicesOf(wanted, variant);
    if (choices === undefined) return;
    if (variant === undefined) this.addVariant(product, wanted, choices);
    else if (variant.isArchived) {
      const message = `sku ${wanted.sku} is archived: restore the variant first`;
      this.wrong({ field: 'sku', code: 'archived', message }, wanted.sku);
    } else this.changeVariant(product, variant, wanted, choices);
  }

  private addVariant(product: Product, wanted: BulkVariant, choices: readonly Choice[]): void {
    const { sku, name, price } = wanted;
    const owner = this.references.ownersOfSkus.get(sku);
    if (owner !== undefined) {
      this.wrong({ field: 'sku', code: 'taken', message: `sku ${sku} belongs to another product` }, sku);
    } else if (price === undefined) {
      this.wrong({ field: 'price', code: 'required', message: 'price must be given for a new variant' }, sku);
    } else {
      const variantName = name ?? this.references.choices.nameOf(choices).slice(0, 200);
      this.attempt(
        'sku',
        () =>
          product.addVariant({ sku, name: variantName, choices, ...priceOf(wanted, Money.fromJson(price)) }),
        sku,
      );
    }
  }

  private changeVariant(
    product: Product,
    variant: Variant,
    wanted: BulkVariant,
    choices: readonly Choice[],
  ): void {
    const name = wanted.name === variant.name ? undefined : wanted.name;
    const changed = sameMembers(choices.map(valueOf), variant.choices.map(valueOf)) ? undefined : choices;
    if (name !== undefined || changed !== undefined) {
      this.attempt('sku', () => product.changeVariant(variant.id, { name, choices: changed }), wanted.sku);
    }
    const price = priceOf(
      wanted,
      wanted.price === undefined ? variant.price : Money.fromJson(wanted.price),
      variant,
    );
    if (!samePrice(price, variant)) {
      this.attempt('price', () => product.changePrice(variant.id, price), wanted.sku);
    }
  }

  /** Undefined if one of them is not known. */
  private choicesOf({ sku, options = {} }: BulkVariant, variant?: Variant): readonly Choice[] | undefined {
    const { choices } = this.references;
    const merged = new Map(variant?.choices.map((choice) => [choice.optionId, choice]));
    let isSound = true;
    for (const [code, value] of Object.entries(options)) {
      const found = value === null ? choices.optionId(code) : choices.choice(code, value);
      if (typeof found === 'string') merged.delete(found);
      else if ('optionId' in found) merged.set(found.optionId, found);
      else {
        this.wrong({ field: `options.${code}`, ...found }, sku);
        isSound = false;
      }
    }
    return isSound ? [...merged.values()] : undefined;
  }

  /** Undefined if nothing is said of them. */
  private categoryIds(): CategoryId[] | undefined {
    const { categories } = this.wanted;
    if (categories === undefined) return undefined;
    return categories.flatMap((slug) => {
      const id = this.references.categories.get(slug);
      if (id !== undefined) return [id];
      this.wrong({
        field: 'categories',
        code: 'exists',
        message: `category '${slug.slice(0, 120)}' is not known`,
      });
      return [];
    });
  }

  private checked(images: readonly NewImage[]): readonly NewImage[] {
    const wrong = images.find(({ file }) => !imageFile.test(file));
    if (wrong !== undefined) {
      const message = `'${wrong.file.slice(0, 120)}' is no name of an image file`;
      this.wrong({ field: 'images', code: 'matches', message });
    }
    return images;
  }

  /** Pictures are files: to name others would not bring them here. */
  private refuseOtherImages({ images }: Product): void {
    const wanted = this.wanted.images?.map(({ file }) => file);
    if (wanted === undefined || wanted.join('|') === images.map(({ file }) => file).join('|')) return;
    const message = 'images of a product that exists are changed by uploading, not by an import';
    this.wrong({ field: 'images', code: 'fixed', message });
  }

  private attempt<Result>(field: string, work: () => Result, sku?: string): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const details =
        error.details.length > 0 ? error.details : [{ field, code: error.code, message: error.message }];
      for (const detail of details) this.wrong(detail, sku);
      return undefined;
    }
  }

  private wrong({ field, code, message }: Wrong, sku?: string): void {
    this.problems.push({ slug: this.wanted.slug, sku, field, code, message });
  }
}

function priceOf(wanted: BulkVariant, price: Money, before?: Variant): Price {
  const salePrice =
    wanted.salePrice === undefined
      ? (before?.salePrice ?? null)
      : wanted.salePrice && Money.fromJson(wanted.salePrice);
  // A sale that is ended takes its dates with it.
  const window = wanted.salePrice === null ? undefined : before;
  return {
    price,
    salePrice,
    saleStartsAt: wanted.saleStartsAt === undefined ? (window?.saleStartsAt ?? null) : wanted.saleStartsAt,
    saleEndsAt: wanted.saleEndsAt === undefined ? (window?.saleEndsAt ?? null) : wanted.saleEndsAt,
  };
}

function samePrice({ price, salePrice, saleStartsAt, saleEndsAt }: Price, before: Variant): boolean {
  return (
    price.equals(before.price) &&
    salePrice?.amount === before.salePrice?.amount &&
    saleStartsAt?.getTime() === before.saleStartsAt?.getTime() &&
    saleEndsAt?.getTime() === before.saleEndsAt?.getTime()
  );
}

function valueOf({ optionValueId }: Choice): string {
  return optionValueId;
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  const members = new Set(one);
  return members.size === new Set(other).size && other.every((each) => members.has(each));
}
