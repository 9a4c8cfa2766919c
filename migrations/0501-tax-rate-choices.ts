import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rates that a shop has used before, for staff to choose from. None of them is charged before somebody says where it is due. */
export class TaxRateChoices1790000000501 implements MigrationInterface {
  readonly name = 'TaxRateChoices1790000000501';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE tax_rate_choices (
        id           BINARY(16)  NOT NULL,
        label        VARCHAR(80) NOT NULL,
        basis_points INT         NOT NULL,
        position     INT         NOT NULL,
        PRIMARY KEY (id),
        KEY tax_rate_choices_position (position, id)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE tax_rate_choices');
  }
}
