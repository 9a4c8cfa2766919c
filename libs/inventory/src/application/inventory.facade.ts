import { Injectable } from '@nestjs/common';
import { Stock, type StockLine } from '../domain/stock.js';
import { ChangeStock } from './change-stock.js';
import { ReleaseStock } from './release-stock.js';
import { ReserveStock, type ReserveStockInput } from './reserve-stock.js';
import { SellReservedStock } from './sell-reserved-stock.js';
import { SetStocks } from './set-stocks.js';

const system = 'system:inventory';

/** What other contexts may ask of the stock. Each method joins the caller's unit of work, or runs in one of its own. */
@Injectable()
export class InventoryFacade {
  constructor(
    private readonly stock: Stock,
    private readonly reserveStock: ReserveStock,
    private readonly sellReservedStock: SellReservedStock,
    private readonly releaseStock: ReleaseStock,
    private readonly changeStock: ChangeStock,
    private readonly setManyStocks: SetStocks,
  ) {}

  /** Pieces that can be sold now, for each id that was asked; 0 for a variant that has no stock. One indexed query. */
  availability(variantIds: readonly string[]): Promise<Map<string, number>> {
    return this.stock.availability(variantIds);
  }

  /**
   * Holds the goods of an order: all lines or none. Call it last in the transaction: stock rows are the ones that everybody wants.
   * Repeating it for an order that holds or has sold its goods changes nothing; after a release it holds them anew, if
   * they are still there.
   * @throws OutOfStock naming each line that can't be served; InvalidStockQuantity; ReservationDiffers if the order asked
   * for other lines before
   */
  reserve(input: ReserveStockInput): Promise<{ expiresAt: Date }> {
    return this.reserveStock.execute(input);
  }

  /** Turns what the order holds into a sale. Repeating it changes nothing. @throws ReservationNotHeld if it was released */
  commit(orderId: string): Promise<void> {
    return this.sellReservedStock.execute(orderId);
  }

  /**
   * Gives back what the order holds. Repeating it changes nothing, and so does an order that never held anything.
   * @throws ReservationAlreadySold: goods that were sold come back as a return
   */
  release(orderId: string, reason: string): Promise<void> {
    return this.releaseStock.execute(orderId, reason);
  }

  /**
   * Sets how many pieces can be sold from now on, on top of what orders hold. Creates the stock of a new variant. Audited.
   * @throws InvalidStockQuantity
   */
  async setStock(variantId: string, quantity: number, reason: string): Promise<void> {
    await this.changeStock.execute({ variantId, change: { to: quantity }, reason, actor: system });
  }

  /** Pieces that can be sold now of those that ever had stock. One indexed query. */
  stockOf(variantIds: readonly string[]): Promise<Map<string, number>> {
    return this.stock.pieces(variantIds);
  }

  /**
   * Sets how many pieces of each variant can be sold from now on, on top of what orders hold, in a handful of statements. Creates
   * the stock of new variants. Audited with `actor`, an account's id or the name of a process. Call it last in the transaction, with some
   * hundreds of lines. @returns how many have changed. @throws InvalidStockQuantity
   */
  setStocks(lines: readonly StockLine[], reason: string, actor: string): Promise<number> {
    return this.setManyStocks.execute({ lines, reason, actor });
  }

  /** Adds pieces, or takes some away (negative). Audited with `actor`, an account's id. @throws TooFewInStock, InvalidStockQuantity */
  async adjust({
    by,
    ...input
  }: {
    variantId: string;
    by: number;
    reason: string;
    actor: string;
  }): Promise<void> {
    await this.changeStock.execute({ ...input, change: { by } });
  }
}
