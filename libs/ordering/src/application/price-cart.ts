import { Injectable } from '@nestjs/common';
import type { CartSnapshot } from '#cart';
import { CatalogFacade, type SellableVariant } from '#catalog';
import { Money } from '#shared-kernel';
import type { Destination } from '../domain/destination.js';
import type { ProductId, VariantId } from '../domain/ids.js';
import { NotSellable } from '../domain/order.errors.js';
import { priceOrder, type Item, type PricedOrder } from '../domain/pricing.js';
import { TariffTable } from '../domain/tariff-table.js';

/** What a cart costs, delivered: the catalogue's prices of this moment, never the client's. */
@Injectable()
export class PriceCart {
  constructor(
    private readonly catalog: CatalogFacade,
    private readonly tariffTable: TariffTable,
  ) {}

  /** @throws NotSellable, ShippingNotAvailable */
  async execute(cart: CartSnapshot, to: Destination, shippingMethodId: string): Promise<PricedOrder> {
    const items = await this.itemsOf(cart);
    const tariffs = await this.tariffTable.current();
    const shippingMethod = tariffs.method(shippingMethodId, to, cart.currency);
    return priceOrder({ items, to, shippingMethod, tariffs });
  }

  private async itemsOf({ lines, currency }: CartSnapshot): Promise<Item[]> {
    const variants = await this.catalog.sellable(lines.map(({ variantId }) => variantId));
    const sellable = new Map(
      variants
        .filter(({ unitPrice }) => unitPrice.currency === currency)
        .map((variant) => [variant.variantId, variant]),
    );
    const items = lines.flatMap(({ variantId, quantity }) => {
      const variant = sellable.get(variantId);
      return variant === undefined ? [] : [itemOf(variant, quantity)];
    });
    if (items.length < lines.length) {
      const positions = lines.map(({ variantId }, position) => ({ variantId, position }));
      throw new NotSellable(positions.filter(({ variantId }) => !sellable.has(variantId)));
    }
    return items;
  }
}

function itemOf(variant: SellableVariant, quantity: number): Item {
  return {
    variantId: variant.variantId as VariantId,
    productId: variant.productId as ProductId,
    productSlug: variant.productSlug,
    sku: variant.sku,
    name: variant.productName,
    variantName: variant.variantName,
    imageUrl: variant.imageUrl,
    taxClass: variant.taxClass,
    unitPrice: Money.fromJson(variant.unitPrice),
    quantity,
  };
}
