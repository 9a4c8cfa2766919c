import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Default addresses for billing, and the indexes by which unverified and unused accounts are found. */
export class People1790000000406 implements MigrationInterface {
  readonly name = 'People1790000000406';

  async up(queryRunner: QueryRunner): Promise<void> {
    // So far bills went where parcels went.
    await queryRunner.query('UPDATE addresses SET is_default_billing = is_default_shipping');
    await queryRunner.query(`
      ALTER TABLE customers
        ADD KEY customers_unverified (email_verified_at, created_at),
        ADD KEY customers_unused (erased_at, last_signed_in_at)`);
    // When these accounts were used last nobody has written down: counted from their last session, or else from now.
    await queryRunner.query(`
      UPDATE customers c
      SET last_signed_in_at = COALESCE(
        (SELECT MAX(s.last_used_at) FROM sessions s WHERE s.customer_id = c.id),
        UTC_TIMESTAMP(3))
      WHERE last_signed_in_at IS NULL AND email_verified_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE customers DROP KEY customers_unverified, DROP KEY customers_unused');
  }
}
