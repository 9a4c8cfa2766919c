import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has changed of what readers may have cached. Every process follows it; rows live for an hour. */
export class ChangeFeed1790000000011 implements MigrationInterface {
  readonly name = 'ChangeFeed1790000000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE change_feed (
        seq         BIGINT      NOT NULL AUTO_INCREMENT,
        topic       VARCHAR(16) NOT NULL COMMENT 'what kind of thing: product, scope',
        subject     BINARY(16)  NOT NULL COMMENT 'its id',
        occurred_at DATETIME(3) NOT NULL,
        PRIMARY KEY (seq),
        KEY change_feed_old (occurred_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE change_feed');
  }
}
