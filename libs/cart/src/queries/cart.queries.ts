import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { Market } from '../application/market.js';
import { cartOf, type CartSource, type Shopper } from '../application/shopper.js';
import type { CartId, CartState } from '../domain/cart.js';
import { cartColumns, cartState, cartTables, type CartAndLineRow } from './cart-rows.js';
import type { CartView } from './cart.views.js';
import { presentCart, presentNoCart } from './present-cart.js';

/** Carts as they are shown: nothing is locked, nothing is written. */
@Injectable()
export class CartQueries implements CartSource<CartState> {
  constructor(
    private readonly database: Database,
    private readonly market: Market,
    private readonly config: Config,
  ) {}

  /** Priced at this moment. A customer without a cart is shown an empty one. @throws CartNotFound for a guest's cart that is not there */
  async view(shopper: Shopper): Promise<CartView> {
    const cart = await cartOf(shopper, this);
    if (cart === undefined) return presentNoCart(this.config.shop.currency);
    return presentCart(cart, await this.market.offersFor(cart));
  }

  get(id: CartId): Promise<CartState | undefined> {
    return this.load('c.id = :id', idToBytes(id));
  }

  openOf(customerId: string): Promise<CartState | undefined> {
    return this.load('c.open_customer_id = :id', idToBytes(customerId));
  }

  private async load(condition: string, id: Buffer): Promise<CartState | undefined> {
    const rows = await this.database.query<CartAndLineRow>(
      `SELECT ${cartColumns}
       FROM ${cartTables}
       WHERE ${condition}
       ORDER BY l.position`,
      { id },
    );
    return cartState(rows);
  }
}
