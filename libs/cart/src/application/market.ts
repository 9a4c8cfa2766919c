import { Injectable } from '@nestjs/common';
import { CatalogFacade, type SellableVariant } from '#catalog';
import { InventoryFacade, OutOfStock } from '#inventory';
import { Money } from '#shared-kernel';
import type { Article, CartLine } from '../domain/cart-line.js';
import { ArticleNotSold } from '../domain/cart.errors.js';

/** Longest name that a line remembers. */
const nameLength = 250;

/** What the catalogue and the stock say of some variants at this moment. */
export class Offers {
  constructor(
    private readonly sellable: ReadonlyMap<string, SellableVariant>,
    private readonly stock: ReadonlyMap<string, number>,
  ) {}

  /** Undefined if it is not sold (any longer). */
  find(variantId: string): SellableVariant | undefined {
    return this.sellable.get(variantId);
  }

  available(variantId: string): number {
    return this.stock.get(variantId) ?? 0;
  }

  /** @throws ArticleNotSold */
  article(variantId: string): Article {
    const variant = this.find(variantId);
    if (variant === undefined) throw new ArticleNotSold(variantId);
    const { productName, variantName, unitPrice } = variant;
    const name = variantName === '' ? productName : `${productName} (${variantName})`;
    return { variantId, name: name.slice(0, nameLength), unitPrice: Money.fromJson(unitPrice) };
  }

  /**
   * Not a promise, only good manners: nobody should fill a cart with what is gone already. Goods are held when the order is placed.
   * @throws OutOfStock
   */
  mustBeAvailable(variantId: string, quantity: number): void {
    const available = this.available(variantId);
    if (available >= quantity) return;
    const sku = this.find(variantId)?.sku;
    throw new OutOfStock([{ variantId, sku, wanted: quantity, available, field: 'quantity' }]);
  }
}

/** Asks the catalogue and the stock, both at the same time, one statement each. */
@Injectable()
export class Market {
  constructor(
    private readonly catalog: CatalogFacade,
    private readonly inventory: InventoryFacade,
  ) {}

  /** For every line of the cart, and for the variant that is about to become one. */
  offersFor(cart: { readonly lines: readonly CartLine[] }, ...more: string[]): Promise<Offers> {
    return this.offers([...cart.lines.map(({ variantId }) => variantId), ...more]);
  }

  private async offers(variantIds: readonly string[]): Promise<Offers> {
    if (variantIds.length === 0) return new Offers(new Map(), new Map());
    const [sellable, stock] = await Promise.all([
      this.catalog.sellable(variantIds),
      this.inventory.availability(variantIds),
    ]);
    return new Offers(new Map(sellable.map((variant) => [variant.variantId, variant])), stock);
  }
}
