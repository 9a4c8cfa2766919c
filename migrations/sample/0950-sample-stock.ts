import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sampleId } from './shop/ids.js';
import { deleteRows, insertRows } from './shop/rows.js';
import { allVariants } from './shop/variants.js';

const receivedAt = new Date(Date.UTC(2026, 0, 5));

/** What of the sample shop lies in the store room, with the movement that brought it there. */
export class SampleStock1790000000950 implements MigrationInterface {
  readonly name = 'SampleStock1790000000950';

  async up(queryRunner: QueryRunner): Promise<void> {
    const variants = allVariants();
    const stock = variants.map(({ id, available }) => [id, available, 0, 1, receivedAt]);
    await insertRows(
      queryRunner,
      'stock',
      ['variant_id', 'available', 'reserved', 'version', 'updated_at'],
      stock,
    );
    const movements = variants.map(({ id, sku, available }) => [
      id,
      sampleId('movement', sku),
      'received',
      available,
      'opening of the sample shop',
      receivedAt,
    ]);
    await insertRows(
      queryRunner,
      'stock_movements',
      ['variant_id', 'id', 'kind', 'quantity', 'reason', 'occurred_at'],
      movements,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const ids = allVariants().map(({ id }) => id);
    await deleteRows(queryRunner, 'stock_movements', 'variant_id', ids);
    await deleteRows(queryRunner, 'stock', 'variant_id', ids);
  }
}
