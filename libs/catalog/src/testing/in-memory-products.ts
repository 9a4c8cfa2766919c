import { CategoryNotFound, ProductNotFound, SlugTaken, VariantNotFound } from '../domain/catalog.errors.js';
import type { CategoryId, ProductId, VariantId } from '../domain/ids.js';
import type { Product } from '../domain/product.js';
import { Products } from '../domain/products.js';

/** The port without a database: what a use case has saved is what it finds. */
export class InMemoryProducts extends Products {
  private readonly byId = new Map<ProductId, Product>();

  constructor(private readonly categories: readonly CategoryId[]) {
    super();
  }

  override get(id: ProductId): Promise<Product> {
    const product = this.byId.get(id);
    return product === undefined ? Promise.reject(new ProductNotFound()) : Promise.resolve(product);
  }

  override havingVariant(id: VariantId): Promise<Product> {
    const product = [...this.byId.values()].find(({ variants }) =>
      variants.some((variant) => variant.id === id),
    );
    return product === undefined ? Promise.reject(new VariantNotFound()) : Promise.resolve(product);
  }

  override add(product: Product): Promise<void> {
    if ([...this.byId.values()].some(({ slug }) => slug === product.slug)) {
      return Promise.reject(new SlugTaken(product.slug));
    }
    return this.save(product);
  }

  override save(product: Product): Promise<void> {
    if (!product.categoryIds.every((id) => this.categories.includes(id)))
      return Promise.reject(new CategoryNotFound());
    this.byId.set(product.id, product);
    return Promise.resolve();
  }
}
