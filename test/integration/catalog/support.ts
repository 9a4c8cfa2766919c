import { CatalogModule } from '#catalog';
import { CacheModule } from '#platform/cache/cache.module.js';
import { ChangeFollowingModule } from '#platform/changes/changes.module.js';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { ChangePrice } from '../../../libs/catalog/src/application/change-price.js';
import { CountSales } from '../../../libs/catalog/src/application/count-sales.js';
import { CreateProduct } from '../../../libs/catalog/src/application/create-product.js';
import { PlaceProduct } from '../../../libs/catalog/src/application/place-product.js';
import { ProjectStock } from '../../../libs/catalog/src/application/project-stock.js';
import { PublishProduct } from '../../../libs/catalog/src/application/publish-product.js';
import { WithdrawProduct } from '../../../libs/catalog/src/application/withdraw-product.js';
import type {
  CategoryId,
  DepartmentId,
  OptionId,
  OptionValueId,
  ProductId,
  VariantId,
} from '../../../libs/catalog/src/domain/ids.js';
import type { NewProduct } from '../../../libs/catalog/src/domain/product.js';
import type { Choice } from '../../../libs/catalog/src/domain/variant.js';
import { CatalogHttpModule } from '../../../libs/catalog/src/http/catalog-http.module.js';
import { ProductDetailQueries } from '../../../libs/catalog/src/queries/product-detail.queries.js';
import { ProductListQueries } from '../../../libs/catalog/src/queries/product-list.queries.js';
import { ProductSearchQueries } from '../../../libs/catalog/src/queries/product-search.queries.js';
import { ShelfQueries } from '../../../libs/catalog/src/queries/shelf.queries.js';
import { aProduct } from '../../../libs/catalog/src/testing/product.builder.js';
import { eventually } from '../../support/eventually.js';
import { startContext, type TestContext } from '../../support/platform.js';

/** The catalogue on a database of its own, and short ways to fill its shelves. */
export class TestCatalog {
  readonly create = this.of(CreateProduct);
  readonly publish = this.of(PublishProduct);
  readonly withdraw = this.of(WithdrawProduct);
  readonly place = this.of(PlaceProduct);
  readonly changePrice = this.of(ChangePrice);
  readonly projectStock = this.of(ProjectStock);
  readonly countSales = this.of(CountSales);
  readonly lists = this.of(ProductListQueries);
  readonly searches = this.of(ProductSearchQueries);
  readonly details = this.of(ProductDetailQueries);
  readonly shelves = this.of(ShelfQueries);

  private constructor(readonly context: TestContext) {}

  static async open({ sampleShop = false } = {}): Promise<TestCatalog> {
    return new TestCatalog(
      await startContext(
        { imports: [ChangeFollowingModule, CacheModule, CatalogModule, CatalogHttpModule] },
        {},
        { sampleShop },
      ),
    );
  }

  of<Part>(token: abstract new (...args: never[]) => Part): Part {
    return this.context.app.get<Part>(token, { strict: false });
  }

  query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.context.database.query<Row>(sql, values);
  }

  async department(slug: string): Promise<DepartmentId> {
    const id = newId<DepartmentId>();
    await this.query(
      "INSERT INTO departments (id, slug, name, description, position) VALUES (?, ?, ?, '', 0)",
      [idToBytes(id), slug, slug],
    );
    return id;
  }

  async category(slug: string, department: DepartmentId): Promise<CategoryId> {
    const id = newId<CategoryId>();
    await this.query(
      "INSERT INTO categories (id, department_id, slug, name, description, position) VALUES (?, ?, ?, ?, '', 0)",
      [idToBytes(id), idToBytes(department), slug, slug],
    );
    return id;
  }

  /** A value of an option of its own, so that two variants can differ. */
  async choice(option: string, value: string): Promise<Choice> {
    const [optionId, optionValueId] = [newId<OptionId>(), newId<OptionValueId>()];
    await this.query('INSERT INTO options (id, code, name, position) VALUES (?, ?, ?, 0)', [
      idToBytes(optionId),
      option,
      option,
    ]);
    await this.query(
      'INSERT INTO option_values (id, option_id, code, name, position) VALUES (?, ?, ?, ?, 0)',
      [idToBytes(optionValueId), idToBytes(optionId), value, value],
    );
    return { optionId, optionValueId };
  }

  async published(with_: Partial<NewProduct> & { categoryIds: readonly CategoryId[] }): Promise<ProductId> {
    const id = await this.create.execute(aProduct(with_));
    await this.publish.execute(id);
    return id;
  }

  /** How many products a text finds, once the index has heard of what was written. */
  async eventuallyFinds(text: string, isEnough: (total: number) => boolean): Promise<void> {
    await eventually(async () => {
      const { total } = await this.searches.list(
        {
          ...{ text, match: 'all', options: [], onSale: false, inStock: false, facets: [] },
          sort: 'relevance',
        },
        { offset: 0, limit: 1 },
      );
      if (!isEnough(total)) throw new Error(`'${text}' finds ${total} products.`);
    });
  }

  /** Waits until the index knows so many products. */
  async eventuallyFindsAll(products: number): Promise<void> {
    await eventually(async () => {
      const { total } = await this.searches.list(
        { match: 'all', options: [], onSale: false, inStock: false, facets: ['price'], sort: 'newest' },
        { offset: 0, limit: 1 },
      );
      if (total < products) throw new Error(`The index knows ${total} products.`);
    });
  }

  async variantsOf(productId: ProductId): Promise<VariantId[]> {
    const rows = await this.query<{ id: string }>(
      'SELECT LOWER(HEX(id)) AS id FROM variants WHERE product_id = ? ORDER BY position',
      [idToBytes(productId)],
    );
    return rows.map(({ id }) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as VariantId);
  }

  /** The kept totals, which must be what a count of the listings gives. */
  async totals(): Promise<Record<string, number>> {
    const rows = await this.query<{ slug: string; total: number; counted: number }>(`
      SELECT COALESCE(c.slug, d.slug, 'shop') AS slug, t.total,
             (SELECT COUNT(*) FROM product_listings l WHERE l.scope_id = t.scope_id) AS counted
      FROM listing_totals t
      LEFT JOIN categories c ON c.id = t.scope_id
      LEFT JOIN departments d ON d.id = t.scope_id`);
    for (const { slug, total, counted } of rows) {
      if (total !== counted) throw new Error(`The total of ${slug} is ${total}, but ${counted} are listed.`);
    }
    return Object.fromEntries(rows.map(({ slug, total }) => [slug, total]));
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
