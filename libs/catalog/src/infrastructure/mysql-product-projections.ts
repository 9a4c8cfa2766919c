import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { ProductProjections, type Sale, type StockStateChange } from '../domain/product-projections.js';
import { bestStockState, type StockState } from '../domain/stock-state.js';

@Injectable()
export class MysqlProductProjections extends ProductProjections {
  constructor(private readonly database: Database) {
    super();
  }

  override async stockChanged(change: StockStateChange): Promise<void> {
    const product = await this.lockProductOf(change);
    if (product === undefined || !(await this.stateChanged(change))) return;
    const variants = await this.database.query<{ stock_state: StockState }>(
      'SELECT stock_state FROM variants WHERE product_id = :product',
      { product },
    );
    await this.database.writeLater('UPDATE products SET stock_state = :state WHERE id = :product', {
      state: bestStockState(variants.map(({ stock_state }) => stock_state)),
      product,
    });
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

  // Before the variant: two variants that sell out at once must see each other, or the product stays in stock.
  private async lockProductOf({ variantId }: StockStateChange): Promise<Buffer | undefined> {
    const row = await this.database.queryOne<{ id: Buffer }>(
      `SELECT id
       FROM products
       WHERE id = (SELECT product_id FROM variants WHERE id = :id)
       FOR UPDATE`,
      { id: idToBytes(variantId) },
    );
    return row?.id;
  }

  private async stateChanged({ variantId, state, version }: StockStateChange): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      `UPDATE variants
       SET stock_state = :state, stock_version = :version
       WHERE id = :id AND stock_version < :version`,
      { id: idToBytes(variantId), state, version },
    );
    return affectedRows === 1;
  }
}
