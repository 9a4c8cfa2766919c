import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins at a provider that have come back: each attempt counts once, even for somebody who keeps its cookie. */
export class SignInAttempts1790000000404 implements MigrationInterface {
  readonly name = 'SignInAttempts1790000000404';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sign_in_attempts (
        state_hash BINARY(32)  NOT NULL,
        expires_at DATETIME(3) NOT NULL COMMENT 'its cookie is refused from then on',
        PRIMARY KEY (state_hash),
        KEY sign_in_attempts_expired (expires_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE sign_in_attempts');
  }
}
