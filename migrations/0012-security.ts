import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

/** The keys that sign access tokens, and who asked from where in the audit log. */
export class Security1790000000012 implements MigrationInterface {
  readonly name = 'Security1790000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE signing_keys (
        id             BINARY(16)     NOT NULL COMMENT 'the kid of its tokens',
        algorithm      VARCHAR(16)    NOT NULL,
        public_jwk     LONGTEXT       NOT NULL,
        private_sealed VARBINARY(512) NOT NULL COMMENT 'encrypted with ENCRYPTION_SECRET',
        created_at     DATETIME(3)    NOT NULL,
        active_from    DATETIME(3)    NOT NULL COMMENT 'published before it signs, so that every process knows it by then',
        retired_at     DATETIME(3)    NULL COMMENT 'signs no more; its tokens are taken until they run out',
        PRIMARY KEY (id)
      ) ${table}`);
    await queryRunner.query(`
      ALTER TABLE audit_log
        ADD COLUMN request_id VARCHAR(64)  NULL,
        ADD COLUMN address    VARCHAR(45)  NULL COMMENT 'the client''s IP address',
        ADD COLUMN user_agent VARCHAR(255) NULL,
        ADD COLUMN times      INT          NOT NULL DEFAULT 1 COMMENT 'how often within a moment; attacks are written down together',
        ADD KEY audit_log_time (occurred_at, id),
        ADD KEY audit_log_action (action, occurred_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE audit_log
        DROP KEY audit_log_time, DROP KEY audit_log_action,
        DROP COLUMN request_id, DROP COLUMN address, DROP COLUMN user_agent, DROP COLUMN times`);
    await queryRunner.query('DROP TABLE signing_keys');
  }
}
