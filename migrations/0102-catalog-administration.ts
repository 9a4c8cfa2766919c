import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What staff need to run the catalogue: versions, so that two people do not overwrite each other; sales and publications with
 * a date; variants that are put away because orders refer to them. And the order of lists by rating.
 */
export class CatalogAdministration1790000000102 implements MigrationInterface {
  readonly name = 'CatalogAdministration1790000000102';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['departments', 'categories', 'options']) {
      await queryRunner.query(`ALTER TABLE ${name} ADD COLUMN version INT NOT NULL DEFAULT 1`);
    }
    await queryRunner.query(`
      ALTER TABLE products
        ADD COLUMN version        INT         NOT NULL DEFAULT 1 COMMENT 'number of changes by staff',
        ADD COLUMN publish_at     DATETIME(3) NULL COMMENT 'when a draft shall be published',
        ADD COLUMN next_change_at DATETIME(3) NULL COMMENT 'when a sale of a variant begins or ends, or publish_at',
        ADD COLUMN updated_at     DATETIME(3) NOT NULL DEFAULT '1970-01-01 00:00:00.000',
        ADD KEY products_due (next_change_at),
        ADD KEY products_updated (updated_at, id),
        ADD KEY products_status (status, updated_at, id)`);
    await queryRunner.query('UPDATE products SET updated_at = created_at');
    await queryRunner.query(`
      ALTER TABLE variants
        ADD COLUMN sale_starts_at DATETIME(3) NULL COMMENT 'null: the sale price holds already',
        ADD COLUMN sale_ends_at   DATETIME(3) NULL COMMENT 'null: until further notice; excluded',
        ADD COLUMN archived_at    DATETIME(3) NULL COMMENT 'no longer sold, but orders refer to it'`);
    await queryRunner.query(`
      ALTER TABLE product_listings
        ADD COLUMN rating_score INT NOT NULL DEFAULT 0,
        ADD KEY product_listings_rating (scope_id, rating_score, product_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE product_listings DROP KEY product_listings_rating, DROP COLUMN rating_score',
    );
    await queryRunner.query(
      'ALTER TABLE variants DROP COLUMN sale_starts_at, DROP COLUMN sale_ends_at, DROP COLUMN archived_at',
    );
    await queryRunner.query(`
      ALTER TABLE products
        DROP KEY products_due, DROP KEY products_updated, DROP KEY products_status,
        DROP COLUMN version, DROP COLUMN publish_at, DROP COLUMN next_change_at, DROP COLUMN updated_at`);
    for (const name of ['options', 'categories', 'departments']) {
      await queryRunner.query(`ALTER TABLE ${name} DROP COLUMN version`);
    }
  }
}
