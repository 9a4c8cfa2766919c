import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { colleague, staff, TestExchange } from './support.js';

let exchange: TestExchange;

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());

interface Entry {
  actor: string;
  action: string;
  before_state: string | null;
  after_state: string | null;
}

function trailOf(importId: string): Promise<Entry[]> {
  return exchange.query<Entry>(
    `SELECT actor, action, before_state, after_state FROM audit_log
     WHERE subject_type = 'import' AND subject_id = ? ORDER BY occurred_at, id`,
    [importId],
  );
}

async function namesIn(table: 'audit_log' | 'stock_movements', sku: string): Promise<string[]> {
  const rows = await exchange.query<{ actor: string }>(
    table === 'audit_log'
      ? 'SELECT a.actor FROM audit_log a JOIN variants v ON a.subject_id = LOWER(CONCAT_WS("-", SUBSTR(HEX(v.product_id), 1, 8), SUBSTR(HEX(v.product_id), 9, 4), SUBSTR(HEX(v.product_id), 13, 4), SUBSTR(HEX(v.product_id), 17, 4), SUBSTR(HEX(v.product_id), 21))) WHERE v.sku = ?'
      : 'SELECT m.actor FROM stock_movements m JOIN variants v ON v.id = m.variant_id WHERE v.sku = ?',
    [sku],
  );
  return [...new Set(rows.map(({ actor }) => actor))];
}

const csv = (sku: string): string =>
  `product_slug,product_name,sku,price,stock\n${sku.toLowerCase()},Tent,${sku},5,3\n`;

describe('who imports', () => {
  it('is written down, with what the import shall do', async () => {
    const { id, actor, appliedBy } = await exchange.import(csv('OWN-1'));
    expect({ actor, appliedBy }).toEqual({ actor: staff, appliedBy: staff });
    const [entry, ...more] = await trailOf(id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ actor: staff, action: 'exchange.stage-import', before_state: null });
    expect(JSON.parse(entry!.after_state!)).toEqual({ rows: 1, apply: true, createOptions: false });
  });

  it('is whoever applies the dry run of somebody else: the changes are theirs', async () => {
    const dry = await exchange.import(csv('HERS-1'), { apply: false });
    expect(dry.appliedBy).toBeNull();
    await exchange.apply(dry.id as never, colleague);
    await exchange.run(dry.id as never);
    expect(await exchange.find(dry.id)).toMatchObject({
      status: 'applied',
      actor: staff,
      appliedBy: colleague,
    });
    const [, entry] = await trailOf(dry.id);
    expect(entry).toMatchObject({
      actor: colleague,
      action: 'exchange.apply-import',
      before_state: '{"status":"checked"}',
      after_state: '{"status":"staged"}',
    });
    expect(await namesIn('audit_log', 'HERS-1')).toEqual([colleague]);
    expect(await namesIn('stock_movements', 'HERS-1')).toEqual([colleague]);
  });

  it('is whoever cancels, once', async () => {
    const id = await exchange.stage(csv('NOT-1'));
    await exchange.cancel(id, colleague);
    await exchange.cancel(id, colleague);
    const [, entry, ...more] = await trailOf(id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      actor: colleague,
      action: 'exchange.cancel-import',
      before_state: '{"status":"staged"}',
      after_state: '{"status":"cancelled"}',
    });
  });
});
