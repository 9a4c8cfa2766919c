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

  /** What can't be bought any more does not count. */
  private async summarise(product: Buffer, variants: readonly VariantRow[]): Promise<void> {
    const sold = variants.filter(({ archived_at }) => archived_at === null);
    await this.database.writeLater('UPDATE products SET stock_state = :state WHERE id = :product', {
      state: bestStockState(sold.map(({ stock_state }) => stock_state)),
      product,
    });
    await this.changeFeed.append([{ topic: 'product', subject: bytesToId(product) }]);
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
