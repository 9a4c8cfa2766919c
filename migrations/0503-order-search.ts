import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders as staff look for them: by address, by state, the newest first. Each index ends with the id, so that a list can go on behind any order. */
export class OrderSearch1790000000503 implements MigrationInterface {
  readonly name = 'OrderSearch1790000000503';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE orders
        ADD KEY orders_of_email (email, placed_at, id),
        ADD KEY orders_by_status (status, placed_at, id),
        ADD KEY orders_placed (placed_at, id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE orders
        DROP KEY orders_of_email, DROP KEY orders_by_status, DROP KEY orders_placed`);
  }
}
