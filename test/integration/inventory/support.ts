import type { ModuleMetadata } from '@nestjs/common';
import { newId } from '#shared-kernel';
import { InventoryFacade, InventoryModule, StockReconciliation } from '#inventory';
import { Database } from '#platform/database/database.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { startContext, type TestContext } from '../../support/platform.js';

export interface StockRow {
  available: number;
  reserved: number;
  version: number;
}

/** The inventory on a database of its own, and words for what its tests do. */
export class InventoryTest {
  private constructor(
    readonly context: TestContext,
    readonly inventory: InventoryFacade,
    readonly unitOfWork: UnitOfWork,
    readonly reconciliation: StockReconciliation,
  ) {}

  static async start(
    variables: Readonly<Record<string, string>> = {},
    doors: NonNullable<ModuleMetadata['imports']> = [],
  ): Promise<InventoryTest> {
    const context = await startContext({ imports: [InventoryModule, ...doors] }, variables);
    return new InventoryTest(
      context,
      context.app.get(InventoryFacade),
      context.app.get(UnitOfWork),
      context.app.get(StockReconciliation),
    );
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** A new variant with so many pieces. */
  async variant(pieces: number): Promise<string> {
    const variantId = newId();
    await this.inventory.setStock(variantId, pieces, 'delivery');
    return variantId;
  }

  async reserve(lines: Readonly<Record<string, number>>, orderId: string = newId()): Promise<string> {
    await this.inventory.reserve({
      orderId,
      minutes: 30,
      lines: Object.entries(lines).map(([variantId, quantity]) => ({ variantId, quantity })),
    });
    return orderId;
  }

  async stock(variantId: string): Promise<StockRow | undefined> {
    const rows = await this.context.database.query<StockRow>(
      'SELECT available, reserved, version FROM stock WHERE variant_id = ?',
      [idToBytes(variantId)],
    );
    return rows[0];
  }

  /** Kind and signed quantity, in the order in which it was written. */
  async movements(variantId: string): Promise<[string, number][]> {
    const rows = await this.context.database.query<{ kind: string; quantity: number }>(
      'SELECT kind, quantity FROM stock_movements WHERE variant_id = ? ORDER BY id',
      [idToBytes(variantId)],
    );
    return rows.map(({ kind, quantity }) => [kind, quantity]);
  }

  async reservation(orderId: string): Promise<{ variantId: string; quantity: number; status: string }[]> {
    const rows = await this.context.database.query<{ variant_id: Buffer; quantity: number; status: string }>(
      'SELECT variant_id, quantity, status FROM reservations WHERE order_id = ? ORDER BY variant_id',
      [idToBytes(orderId)],
    );
    return rows.map(({ variant_id, quantity, status }) => ({
      variantId: bytesToId(variant_id),
      quantity,
      status,
    }));
  }

  /** How many rows the server looked at: the same on both servers and at every size, unlike a plan. */
  async rowsRead(work: () => Promise<unknown>): Promise<number> {
    const database = this.context.app.get(Database);
    const reads = async (): Promise<number> => {
      const counters = await database.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Handler_read%'");
      return counters.reduce((sum, { Value }) => sum + Number(Value), 0);
    };
    return this.unitOfWork.run(async () => {
      const before = await reads();
      const unused = (await reads()) - before;
      await work();
      return (await reads()) - before - 2 * unused;
    });
  }

  /** What was announced of a variant: available and version. */
  async announced(variantId: string): Promise<{ available: number; version: number }[]> {
    const rows = await this.context.database.query<{ payload: string }>(
      "SELECT payload FROM outbox WHERE type = 'inventory.stock-changed' ORDER BY id",
    );
    return rows
      .map(({ payload }) => JSON.parse(payload) as { variantId: string; available: number; version: number })
      .filter((each) => each.variantId === variantId)
      .map(({ available, version }) => ({ available, version }));
  }
}
