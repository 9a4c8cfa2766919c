import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose orders are to lose name and address, as soon as the law and the parcel no longer need them. */
export class ErasedPeople1790000000502 implements MigrationInterface {
  readonly name = 'ErasedPeople1790000000502';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE erased_buyers (
        customer_id BINARY(16)  NOT NULL,
        erased_at   DATETIME(3) NOT NULL,
        done_at     DATETIME(3) NULL,
        PRIMARY KEY (customer_id),
        KEY erased_buyers_due (done_at, erased_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await queryRunner.query('ALTER TABLE orders ADD COLUMN pseudonymised_at DATETIME(3) NULL');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE orders DROP COLUMN pseudonymised_at');
    await queryRunner.query('DROP TABLE erased_buyers');
  }
}
