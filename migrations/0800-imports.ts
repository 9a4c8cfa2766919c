import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/** Files of products that staff have sent, row by row as they came, and what is wrong with them. */
export class Imports1790000000800 implements MigrationInterface {
  readonly name = 'Imports1790000000800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE imports (
        id                 BINARY(16)   NOT NULL,
        actor              VARCHAR(64)  NOT NULL COMMENT 'the account that has sent it',
        status             VARCHAR(16)  NOT NULL COMMENT 'staging, staged, checking, refused, checked, applying, applied, stopped, cancelled',
        apply_it           TINYINT(1)   NOT NULL COMMENT '0: a dry run',
        create_options     TINYINT(1)   NOT NULL COMMENT 'options and values that are not known are made',
        header             LONGTEXT     NOT NULL COMMENT 'JSON: the columns in the order of the file',
        row_count          INT          NOT NULL,
        checked_rows       INT          NOT NULL,
        applied_rows       INT          NOT NULL,
        checked_through    VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'slug of the last product that was checked',
        applied_through    VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'slug of the last product that was applied',
        error_count        INT          NOT NULL,
        products_created   INT          NOT NULL,
        products_changed   INT          NOT NULL,
        products_unchanged INT          NOT NULL,
        created_at         DATETIME(3)  NOT NULL,
        updated_at         DATETIME(3)  NOT NULL,
        PRIMARY KEY (id),
        KEY imports_newest (created_at, id),
        KEY imports_old (updated_at)
      ) ${table}`);
    // Only rows whose slug has the form of one come here, so ASCII is enough; products are worked through in its order.
    await queryRunner.query(`
      CREATE TABLE import_rows (
        import_id    BINARY(16)   NOT NULL,
        line         INT          NOT NULL COMMENT 'of the file, where the row begins',
        product_slug VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        sku          VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null: the row speaks of the product alone',
        cells        MEDIUMTEXT   NOT NULL COMMENT 'JSON: as they came, in the order of the header',
        PRIMARY KEY (import_id, line),
        KEY import_rows_product (import_id, product_slug, line),
        KEY import_rows_sku (import_id, sku, line),
        CONSTRAINT import_rows_import_fk FOREIGN KEY (import_id) REFERENCES imports (id)
      ) ${table}`);
    await queryRunner.query(`
      CREATE TABLE import_errors (
        id          BINARY(16)   NOT NULL,
        import_id   BINARY(16)   NOT NULL,
        line        INT          NOT NULL,
        column_name VARCHAR(80)  NOT NULL,
        code        VARCHAR(60)  NOT NULL,
        message     VARCHAR(500) NOT NULL,
        PRIMARY KEY (id),
        KEY import_errors_line (import_id, line, id),
        CONSTRAINT import_errors_import_fk FOREIGN KEY (import_id) REFERENCES imports (id)
      ) ${table}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE import_errors');
    await queryRunner.query('DROP TABLE import_rows');
    await queryRunner.query('DROP TABLE imports');
  }
}
