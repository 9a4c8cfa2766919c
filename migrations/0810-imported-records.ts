import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has come from another shop: which row became what of ours, and what it said then, so that a second import takes only what differs. */
export class ImportedRecords1790000000810 implements MigrationInterface {
  readonly name = 'ImportedRecords1790000000810';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE imported_records (
        source       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what kind of shop: tshirtshop',
        source_table VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        source_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'its key there',
        target_id    BINARY(16)  NOT NULL,
        content_hash BINARY(32)  NOT NULL COMMENT 'of what was taken of the row',
        imported_at  DATETIME(3) NOT NULL,
        PRIMARY KEY (source, source_table, source_id)
      ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE imported_records');
  }
}
