import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { drawErd, readSchema, type Owners, type Schema } from '../../support/erd.js';

const file = new URL('../../../docs/erd.md', import.meta.url);

// prettier-ignore
const owners: Owners = {
  Catalogue: [
    'departments', 'categories', 'products', 'product_categories', 'product_images', 'images', 'options', 'option_values',
    'variants', 'variant_option_values', 'product_listings', 'listing_totals', 'reviews', 'purchases', 'product_pairs',
  ],
  Inventory: ['stock', 'reservations', 'stock_movements'],
  Carts: ['carts', 'cart_line_items'],
  Ordering: [
    'orders', 'order_line_items', 'order_history', 'shipping_regions', 'shipping_region_countries', 'shipping_methods', 'tax_rates',
    'tax_rate_choices', 'erased_buyers',
  ],
  Payment: ['payments', 'payment_events', 'ledger_entries', 'refunds', 'disputes'],
  Customers: [
    'customers', 'sessions', 'refresh_tokens', 'email_tokens', 'addresses', 'second_factors', 'recovery_codes', 'sign_in_challenges', 'identities', 'sign_in_codes', 'sign_in_attempts',
    'known_devices', 'phone_numbers', 'consents', 'staff_invitations', 'api_keys',
  ],
  Notifications: ['mails'],
  Exchange: ['imports', 'import_rows', 'import_errors', 'imported_records'],
  Platform: ['outbox', 'outbox_consumptions', 'idempotency_keys', 'audit_log', 'schedule_runs', 'change_feed', 'signing_keys'],
};

const intro = `# The tables

Drawn from the migrated schema; a test keeps it true (\`UPDATE_ERD=true npm test -- erd\` draws it anew). Foreign keys stay within a context:
an id of another context's row (\`orders.customer_id\`, \`cart_line_items.variant_id\`) is a plain column, and each context can move out with its own tables.

Ids are UUIDv7 in \`BINARY(16)\`, amounts integers in minor units with their currency beside, times UTC.

`;

let database: TestDatabase;
let schema: Schema;

beforeAll(async () => {
  database = await createTestDatabase();
  schema = await readSchema(database);
  if (process.env['UPDATE_ERD'] === 'true') writeFileSync(file, intro + drawErd(schema, owners));
});

afterAll(() => database.drop());

describe('the picture of the tables', () => {
  it('in docs/ is the one of the schema', () => {
    expect(readFileSync(file, 'utf8')).toBe(intro + drawErd(schema, owners));
  });

  it('shows every table once', () => {
    const tables = new Set(schema.columns.map(({ table }) => table));
    expect(Object.values(owners).flat().sort()).toEqual([...tables].sort());
  });

  it('has no foreign key from one context into another', () => {
    const ownerOf = (table: string): string | undefined =>
      Object.keys(owners).find((context) => owners[context]?.includes(table));
    const leaving = schema.links.filter(({ child, parent }) => ownerOf(child) !== ownerOf(parent));
    expect(leaving).toEqual([]);
  });
});
