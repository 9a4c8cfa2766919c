import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers as support looks for them: by the beginning of a name, or who is disabled. */
export class CustomerSearch1790000000405 implements MigrationInterface {
  readonly name = 'CustomerSearch1790000000405';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Erased accounts are disabled, too; with erased_at in front they are not walked over.
    await queryRunner.query(`
      ALTER TABLE customers
        ADD KEY customers_name (name, id),
        ADD KEY customers_disabled (erased_at, disabled_at, id)`);
    await queryRunner.query('ALTER TABLE staff_invitations ADD KEY staff_invitations_of (invited_by)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE staff_invitations DROP KEY staff_invitations_of');
    await queryRunner.query('ALTER TABLE customers DROP KEY customers_name, DROP KEY customers_disabled');
  }
}
