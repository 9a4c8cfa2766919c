import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { ProductProjections, type Sale, type StockStateChange } from '../domain/product-projections.js';
import { bestStockState, type StockState } from '../domain/stock-state.js';

interface VariantRow {
  id: Buffer;
  stock_state: StockState;
  stock_version: number;
  archived_at: Date | null;
}

interface SiblingRow extends VariantRow {
  product_id: Buffer;
}

@Injectable()
export class MysqlProductProjections extends ProductProjections {
  constructor(
    private readonly database: Database,
    private readonly changeFeed: ChangeFeed,
  ) {
    super();
  }

  override async stockChanged({ variantId, state, version }: StockStateChange): Promise<void> {
    const id = idToBytes(variantId);
    const product = await this.lockProductOf(id);
    if (product === undefined) return;
    const variants = await this.variantsOf(product);
    const variant = variants.find((each) => each.id.equals(id));
    if (variant === undefined || variant.stock_version >= version) return;
    await this.database.writeLater(
      'UPDATE variants SET stock_state = :state, stock_version = :version WHERE id = :id',
      { id, state, version },
    );
    // Most sales leave a variant in stock: nobody sees a difference.
    if (variant.stock_state === state) return;
    variant.stock_state = state;
    await this.summarise(product, variants);
  }

  override async stocksChanged(changes: readonly StockStateChange[]): Promise<void> {
    const wanted = new Map(changes.map((change) => [idToBytes(change.variantId).toString('hex'), change]));
    const variants = await this.lockedWithSiblings(changes.map(({ variantId }) => idToBytes(variantId)));
    const newer = variants.flatMap((variant) => {
      const change = wanted.get(variant.id.toString('hex'));
      return change === undefined || change.version <= variant.stock_version ? [] : [{ variant, ...change }];
    });
    const touched = new Set<string>();
    for (const { variant, state } of newer) {
      if (variant.stock_state !== state) touched.add(variant.product_id.toString('hex'));
      variant.stock_state = state;
    }
    await this.writeStates(newer);
    const siblings = Map.groupBy(variants, ({ product_id }) => product_id.toString('hex'));
    await this.summariseAll([...touched].map((product) => siblings.get(product) ?? []));
  }

  override async sold(sales: readonly Sale[]): Promise<void> {
    const units = new Map<string, number>();
    for (const { productId, quantity } of sales) units.set(productId, (units.get(productId) ?? 0) + quantity);
    // Sorted: orders with the same products must lock in the same order.
    for (const [productId, quantity] of [...units].sort()) {
      const id = idToBytes(productId);
      await this.database.writeLater(
        'UPDATE products SET popularity = popularity + :quantity WHERE id = :id',
        {
          id,
          quantity,
        },
      );
      await this.database.writeLater(
        'UPDATE product_listings SET popularity = popularity + :quantity WHERE product_id = :id',
        { id, quantity },
      );
    }
  }

  private async summarise(product: Buffer, variants: readonly VariantRow[]): Promise<void> {
    await this.database.writeLater('UPDATE products SET stock_state = :state WHERE id = :product', {
      state: bestOf(variants),
      product,
    });
    await this.changeFeed.append([{ topic: 'product', subject: bytesToId(product) }]);
  }

  /** Those of an import mostly have the same few states and versions: a statement for each of these. */
  private async writeStates(
    changes: readonly { variant: VariantRow; state: StockState; version: number }[],
  ): Promise<void> {
    const alike = Map.groupBy(changes, ({ state, version }) => `${state} ${String(version)}`);
    for (const group of alike.values()) {
      const [{ state, version }] = group as [(typeof changes)[number]];
      await this.database.writeLater(
        'UPDATE variants SET stock_state = :state, stock_version = :version WHERE id IN (:ids)',
        { state, version, ids: group.map(({ variant }) => variant.id) },
      );
    }
  }

  private async summariseAll(products: readonly (readonly SiblingRow[])[]): Promise<void> {
    const byState = Map.groupBy(products, (variants) => bestOf(variants));
    for (const [state, group] of byState) {
      const ids = group.flatMap(([variant]) => (variant === undefined ? [] : [variant.product_id]));
      await this.database.writeLater('UPDATE products SET stock_state = :state WHERE id IN (:ids)', {
        state,
        ids,
      });
      await this.changeFeed.append(ids.map((id) => ({ topic: 'product', subject: bytesToId(id) })));
    }
  }

  /** All variants of the products that these belong to, the products locked in the order of their ids. */
  private async lockedWithSiblings(ids: readonly Buffer[]): Promise<SiblingRow[]> {
    if (ids.length === 0) return [];
    const owners = await this.database.query<{ product_id: Buffer }>(
      'SELECT DISTINCT product_id FROM variants WHERE id IN (:ids)',
      { ids },
    );
    if (owners.length === 0) return [];
    const products = owners.map(({ product_id }) => product_id);
    await this.database.query('SELECT id FROM products WHERE id IN (:products) ORDER BY id FOR UPDATE', {
      products,
    });
    return this.database.query<SiblingRow>(
      `SELECT id, product_id, stock_state, stock_version, archived_at
       FROM variants
       WHERE product_id IN (:products)`,
      { products },
    );
  }

  // Before the variant: two variants that sell out at once must see each other, or the product stays in stock.
  private async lockProductOf(variant: Buffer): Promise<Buffer | undefined> {
    const row = await this.database.queryOne<{ id: Buffer }>(
      `SELECT id
       FROM products
       WHERE id = (SELECT product_id FROM variants WHERE id = :variant)
       FOR UPDATE`,
      { variant },
    );
    return row?.id;
  }

  private variantsOf(product: Buffer): Promise<VariantRow[]> {
    return this.database.query<VariantRow>(
      'SELECT id, stock_state, stock_version, archived_at FROM variants WHERE product_id = :product',
      { product },
    );
  }
}

/** What can't be bought any more does not count. */
function bestOf(variants: readonly VariantRow[]): StockState {
  const sold = variants.filter(({ archived_at }) => archived_at === null);
  return bestStockState(sold.map(({ stock_state }) => stock_state));
}
