import { bytesToId } from '#platform/database/id-column.js';
import type { StockState } from '../domain/stock-state.js';
import type { ProductCard } from './catalog.views.js';
import { imageUrlOf } from './image-url.js';

/** The columns of `products p` that a card needs: no other table, thanks to the projections. */
export const cardColumns = `
  p.id, p.slug, p.name, p.currency, p.price_from_amount, p.price_to_amount, p.list_price_amount,
  p.image_file, p.stock_state, p.rating_sum, p.rating_count`;

export interface CardRow {
  id: Buffer;
  slug: string;
  name: string;
  currency: string;
  price_from_amount: number;
  price_to_amount: number;
  list_price_amount: number;
  image_file: string | null;
  stock_state: StockState;
  rating_sum: number;
  rating_count: number;
}

export function productCard(row: CardRow): ProductCard {
  const { currency, price_from_amount: price, list_price_amount: listPrice, rating_count: count } = row;
  return {
    id: bytesToId(row.id),
    slug: row.slug,
    name: row.name,
    price: { amount: price, currency },
    priceTo: { amount: row.price_to_amount, currency },
    listPrice: { amount: listPrice, currency },
    salePrice: price < listPrice ? { amount: price, currency } : null,
    stockState: row.stock_state,
    imageUrl: imageUrlOf(row.image_file),
    rating: count === 0 ? null : { average: Math.round((row.rating_sum / count) * 10) / 10, count },
  };
}
