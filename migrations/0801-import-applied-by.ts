import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A dry run may be applied by somebody else than has sent it, and then the changes are theirs. */
export class ImportAppliedBy1790000000801 implements MigrationInterface {
  readonly name = 'ImportAppliedBy1790000000801';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE imports
        ADD COLUMN applied_by VARCHAR(64) NULL COMMENT 'the account that has asked for the application; null: nobody yet'`);
    await queryRunner.query('UPDATE imports SET applied_by = actor WHERE apply_it = 1');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE imports DROP COLUMN applied_by');
  }
}
