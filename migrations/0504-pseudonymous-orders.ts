import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds orders that still have a name, those of guests and those of one customer alike, without passing by the ones that have lost it. */
export class PseudonymousOrders1790000000504 implements MigrationInterface {
  readonly name = 'PseudonymousOrders1790000000504';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE orders ADD KEY orders_with_names (pseudonymised_at, customer_id, placed_at)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orders DROP KEY orders_with_names');
  }
}
