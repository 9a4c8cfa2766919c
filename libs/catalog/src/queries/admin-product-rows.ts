import { bytesToId } from '#platform/database/id-column.js';
import type { ProductStatus } from '../domain/product-status.js';
import type { StockState } from '../domain/stock-state.js';
import type { AdminProductRow } from './admin-product.views.js';

/** The columns of `products p` that staff see of each product. */
export const summaryColumns = `
  p.id, p.slug, p.name, p.status, p.version, p.currency, p.price_from_amount, p.stock_state, p.published_at, p.publish_at, p.updated_at`;

export interface SummaryRow {
  id: Buffer;
  slug: string;
  name: string;
  status: ProductStatus;
  version: number;
  currency: string;
  price_from_amount: number;
  stock_state: StockState;
  published_at: Date | null;
  publish_at: Date | null;
  updated_at: Date;
}

export function adminSummary(row: SummaryRow): Omit<AdminProductRow, 'imageUrl' | 'variantCount'> {
  return {
    id: bytesToId(row.id),
    slug: row.slug,
    name: row.name,
    status: row.status,
    version: row.version,
    priceFrom: { amount: row.price_from_amount, currency: row.currency },
    stockState: row.stock_state,
    publishedAt: isoTime(row.published_at),
    publishAt: isoTime(row.publish_at),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function isoTime(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
