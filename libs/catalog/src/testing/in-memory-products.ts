import {
  CategoryNotFound,
  ProductMayBeOrdered,
  ProductNotFound,
  SlugTaken,
  VariantNotFound,
} from '../domain/catalog.errors.js';
import type { CategoryId, ProductId, VariantId } from '../domain/ids.js';
import type { Product } from '../domain/product.js';
import { Products } from '../domain/products.js';

/** The port without a database: what a use case has saved is what it finds. */
export class InMemoryProducts extends Products {
  private readonly byId = new Map<ProductId, Product>();

  constructor(
    private readonly categories: readonly CategoryId[],
    private readonly clock: { now: () => Date } = { now: () => new Date() },
  ) {
    super();
  }

  override get(id: ProductId): Promise<Product> {
    const product = this.byId.get(id);
    return product === undefined ? Promise.reject(new ProductNotFound()) : Promise.resolve(product);
  }

  override getMany(ids: readonly ProductId[]): Promise<Product[]> {
    return Promise.resolve(ids.map((id) => this.byId.get(id)).filter((product) => product !== undefined));
  }

  override havingVariant(id: VariantId): Promise<Product> {
    const product = [...this.byId.values()].find(({ variants }) =>
      variants.some((variant) => variant.id === id),
    );
    return product === undefined ? Promise.reject(new VariantNotFound()) : Promise.resolve(product);
  }

  /** Whoever would change at all: there is no index here that says when. */
  override due(limit: number): Promise<ProductId[]> {
    const now = this.clock.now();
    const due = [...this.byId.values()].filter(({ publishAt }) => publishAt !== null && publishAt <= now);
    return Promise.resolve(due.slice(0, limit).map(({ id }) => id));
  }

  override now(): Promise<Date> {
    return Promise.resolve(this.clock.now());
  }

  override addMany(products: readonly Product[]): Promise<void> {
    const slugs = new Set<string>([...this.byId.values()].map(({ slug }) => slug));
    const taken = products.find(({ slug }) => slugs.has(slug));
    return taken === undefined ? this.saveMany(products) : Promise.reject(new SlugTaken(taken.slug));
  }

  override saveMany(products: readonly Product[]): Promise<void> {
    if (!products.every(({ categoryIds }) => categoryIds.every((id) => this.categories.includes(id))))
      return Promise.reject(new CategoryNotFound());
    for (const product of products) this.byId.set(product.id, product);
    return Promise.resolve();
  }

  override remove(product: Product): Promise<void> {
    if (!product.wasNeverSold) return Promise.reject(new ProductMayBeOrdered());
    this.byId.delete(product.id);
    return Promise.resolve();
  }
}
