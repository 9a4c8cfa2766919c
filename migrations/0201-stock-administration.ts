import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff need to keep the stock: who has changed it, and the variants of which little is left. */
export class StockAdministration1790000000201 implements MigrationInterface {
  readonly name = 'StockAdministration1790000000201';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE stock_movements
        ADD COLUMN actor VARCHAR(64) NULL COMMENT 'account id or process; null: the order has done it'`);
    await queryRunner.query('ALTER TABLE stock ADD KEY stock_available (available, variant_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE stock DROP KEY stock_available');
    await queryRunner.query('ALTER TABLE stock_movements DROP COLUMN actor');
  }
}
