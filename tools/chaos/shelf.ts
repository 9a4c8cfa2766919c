import { randomBytes } from 'node:crypto';
import type { DatabaseEye } from './database.js';

const products = 20;
/** About two thirds of what the shoppers want, so that the last pieces are fought for. */
const piecesForEachCheckout = 1.5;

/** The stock that a run has put on the shelves and knows of, whatever the shop believes. Variants by their id as hex. */
export class Shelf {
  /** All that was ever put there. */
  readonly initial = new Map<string, number>();
  private variants: readonly Buffer[] = [];
  private portion = 0;

  constructor(private readonly database: DatabaseEye) {}

  /** Little stock of twenty products that no earlier fault has sold from. */
  async stock(checkouts: number): Promise<void> {
    const all = await this.database.rows<{ id: Buffer }>(
      `SELECT v.id
       FROM variants v
       JOIN stock s ON s.variant_id = v.id
       JOIN products p ON p.id = v.product_id
       WHERE p.status = 'published' AND s.reserved = 0
       ORDER BY v.position, v.id`,
    );
    const fresh = all.map(({ id }) => id).filter((id) => !this.initial.has(id.toString('hex')));
    this.variants = fresh.slice(0, products);
    this.portion = Math.max(2, Math.ceil((checkouts * piecesForEachCheckout) / products));
    for (const variant of this.variants) await this.put(variant, 0);
  }

  /** The same once more on top, for a load that goes on longer than it was meant to. */
  async deliver(): Promise<void> {
    for (const variant of this.variants)
      await this.put(variant, this.initial.get(variant.toString('hex')) ?? 0);
  }

  get variantIds(): string[] {
    return this.variants.map((id) => uuid(id.toString('hex')));
  }

  /** As a stock-taking (nothing known yet) or a delivery would: the movement explains the change. */
  private async put(variant: Buffer, known: number): Promise<void> {
    const isFirst = known === 0;
    const by = isFirst ? ':portion - available' : ':portion';
    const sql = (text: string): string =>
      text.replaceAll(':change', by).replaceAll(':portion', String(this.portion));
    await this.database.inTransaction([
      {
        sql: sql(`INSERT INTO stock_movements (id, variant_id, kind, quantity, reason, occurred_at)
                  SELECT ?, variant_id, 'adjusted', :change, 'chaos', UTC_TIMESTAMP(3)
                  FROM stock
                  WHERE variant_id = ?
                  FOR UPDATE`),
        values: [randomBytes(16), variant],
      },
      {
        sql: sql(`UPDATE stock
                  SET available = available + (:change), version = version + 1, updated_at = UTC_TIMESTAMP(3)
                  WHERE variant_id = ?`),
        values: [variant],
      },
    ]);
    this.initial.set(variant.toString('hex'), known + this.portion);
  }
}

/** `00112233445566778899aabbccddeeff` as it stands on the wire. */
function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
