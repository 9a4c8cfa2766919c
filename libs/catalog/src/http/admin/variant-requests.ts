import { Money } from '#shared-kernel';
import type { VariantInput } from '../../application/variant-input.js';
import type { Price } from '../../domain/price.js';
import { timeOf } from './fields.js';
import type { NewVariantRequest, PriceRequest } from './products.dto.js';

/** @throws InvalidAmount */
export function priceOf({ price, salePrice = null, saleStartsAt, saleEndsAt }: PriceRequest): Price {
  return {
    price: Money.fromJson(price),
    salePrice: salePrice === null ? null : Money.fromJson(salePrice),
    saleStartsAt: timeOf(saleStartsAt),
    saleEndsAt: timeOf(saleEndsAt),
  };
}

/** @throws InvalidAmount */
export function variantInput(request: NewVariantRequest): VariantInput {
  const { sku, name, choices = [] } = request;
  return { sku, name, choices, ...priceOf(request) };
}
