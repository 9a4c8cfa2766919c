import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

/** Sign-ins that wait for a code of the second factor, and how often a wrong one was given. */
export class SecondFactorChallenges1790000000403 implements MigrationInterface {
  readonly name = 'SecondFactorChallenges1790000000403';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sign_in_challenges (
        token_hash    BINARY(32)  NOT NULL,
        customer_id   BINARY(16)  NOT NULL,
        method        VARCHAR(16) NOT NULL COMMENT 'how the first step was done: password, google, …',
        password_mark BINARY(32)  NOT NULL COMMENT 'SHA-256 of the password hash of that moment: another password voids the challenge',
        tries         INT         NOT NULL DEFAULT 0,
        expires_at    DATETIME(3) NOT NULL,
        PRIMARY KEY (token_hash),
        KEY sign_in_challenges_customer (customer_id),
        KEY sign_in_challenges_expired (expires_at),
        CONSTRAINT sign_in_challenges_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
      ) ${table}`);
    await queryRunner.query(`
      ALTER TABLE second_factors
        ADD COLUMN wrong_codes    INT         NOT NULL DEFAULT 0 COMMENT 'in a row',
        ADD COLUMN wrong_at       DATETIME(3) NULL COMMENT 'the last of them',
        ADD COLUMN wrong_password BINARY(32)  NULL COMMENT 'password_mark that they came with: with another password the count begins anew'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE second_factors DROP COLUMN wrong_codes, DROP COLUMN wrong_at, DROP COLUMN wrong_password',
    );
    await queryRunner.query('DROP TABLE sign_in_challenges');
  }
}
