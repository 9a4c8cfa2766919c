import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/**
 * What lies in the store of files, so that it need never be listed. A row is there before the files, and goes after them; whether a product
 * shows the picture stands in product_images alone. No foreign key: files outlive a product until they have been deleted.
 */
export class Images1790000000103 implements MigrationInterface {
  readonly name = 'Images1790000000103';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE images (
        id           BINARY(16)   NOT NULL,
        product_id   BINARY(16)   NOT NULL COMMENT 'for which it was uploaded',
        file         VARCHAR(120) NOT NULL COMMENT 'of the widest copy, as in product_images; names the others too',
        state        VARCHAR(16)  NOT NULL COMMENT 'stored, deleting',
        width        INT          NOT NULL COMMENT 'of the widest copy',
        height       INT          NOT NULL,
        bytes        BIGINT       NOT NULL COMMENT 'of all copies',
        source_type  VARCHAR(32)  NOT NULL,
        source_hash  BINARY(32)   NOT NULL COMMENT 'SHA-256 of what was sent',
        uploaded_by  VARCHAR(64)  NOT NULL,
        created_at   DATETIME(3)  NOT NULL,
        unused_since DATETIME(3)  NULL COMMENT 'null: a product shows it',
        PRIMARY KEY (id),
        UNIQUE KEY images_file (file),
        KEY images_product (product_id, source_hash),
        KEY images_unused (unused_since)
      ) ${table}`);
    await queryRunner.query('ALTER TABLE product_images ADD KEY product_images_file (file)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE product_images DROP KEY product_images_file');
    await queryRunner.query('DROP TABLE images');
  }
}
