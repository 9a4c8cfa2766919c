import { DomainError, type MoneyJson } from '#shared-kernel';

/** What shall be true of a product. What is left out stays as it is; for a new product it gets its default. */
export interface BulkProduct {
  /** By this a product is known: one that the shop does not have is created. */
  slug: string;
  name?: string;
  description?: string;
  taxClass?: string;
  /** Slugs of all categories that it shall stand in. */
  categories?: readonly string[];
  status?: 'draft' | 'published' | 'archived';
  /** Names of files, the first one is what lists show. */
  images?: readonly { file: string; alt: string }[];
  /** Those that shall be there; others of the product are left alone. New ones come behind them in this order. */
  variants: readonly BulkVariant[];
}

export interface BulkVariant {
  /** By this a variant is known. */
  sku: string;
  name?: string;
  /** Value (its code or its name) by code of the option; null takes the option away, what is not named stays. */
  options?: Readonly<Record<string, string | null>>;
  price?: MoneyJson;
  /** Null ends the sale. */
  salePrice?: MoneyJson | null;
  saleStartsAt?: Date | null;
  saleEndsAt?: Date | null;
}

/** Why a product can't be so. */
export interface BulkProblem {
  slug: string;
  /** Undefined if the product itself is wrong. */
  sku?: string | undefined;
  /** As the field is called in BulkProduct or BulkVariant; `options.<code>` for one option. */
  field: string;
  code: string;
  message: string;
}

/** Nothing was written. */
export class BulkRefused extends DomainError {
  readonly code = 'catalog.bulk-refused';
  readonly kind = 'conflict';

  constructor(readonly problems: readonly BulkProblem[]) {
    super(
      `${String(problems.length)} things are wrong with these products.`,
      problems.slice(0, 20).map(({ slug, sku, field, code, message }) => ({
        field: [slug, sku, field].filter((each) => each !== undefined).join('.'),
        code,
        message,
      })),
    );
  }
}

export interface BulkOptions {
  /** Options and values that are not known are made instead of refused. */
  createOptions?: boolean;
}

export interface BulkUpsertOptions extends BulkOptions {
  /** An account's id or the name of a process, for the audit log. */
  actor: string;
  /** What it comes from ('import 0190…'); stands beside each change in the audit log. */
  reason: string;
}

export interface BulkOutcome {
  created: number;
  changed: number;
  unchanged: number;
  /** Id of each variant that was named, by SKU. */
  variantIds: ReadonlyMap<string, string>;
}

export interface ExportedVariant {
  variantId: string;
  sku: string;
  name: string;
  options: Readonly<Record<string, string>>;
  price: MoneyJson;
  salePrice: MoneyJson | null;
  saleStartsAt: Date | null;
  saleEndsAt: Date | null;
}

export interface ExportedProduct {
  productId: string;
  slug: string;
  name: string;
  description: string;
  taxClass: string;
  categories: readonly string[];
  status: 'draft' | 'published' | 'archived';
  images: readonly string[];
  /** Without archived ones. */
  variants: readonly ExportedVariant[];
}

/** Many products at once, for imports and exports. Batches of some hundred products keep memory and locks small. */
export abstract class CatalogBulk {
  /** What `upsert` would refuse, by the same rules, without writing anything. */
  abstract check(products: readonly BulkProduct[], options?: BulkOptions): Promise<BulkProblem[]>;

  /** All products or none. Works only inside a unit of work, which it locks the products in. @throws BulkRefused */
  abstract upsert(products: readonly BulkProduct[], options: BulkUpsertOptions): Promise<BulkOutcome>;

  /** Codes of all options in the order in which they are shown. */
  abstract optionCodes(): Promise<string[]>;

  /** The whole catalogue in the order of creation, batch by batch; each batch is as it was when it was read. */
  abstract export(): AsyncIterable<ExportedProduct[]>;
}
