import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

/** Accounts, their sign-ins and tokens, and their addresses. Tokens are stored as SHA-256 only. */
export class Customers1790000000400 implements MigrationInterface {
  readonly name = 'Customers1790000000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    // email_key compares byte by byte: under the usual collation josé@ and jose@ would be one account.
    await queryRunner.query(`
      CREATE TABLE customers (
        id                BINARY(16)   NOT NULL,
        email             VARCHAR(254) NOT NULL,
        email_key         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'Lower-case; what is unique',
        name              VARCHAR(100) NOT NULL,
        locale            VARCHAR(35)  NOT NULL,
        role              VARCHAR(20)  NOT NULL,
        password_hash     VARCHAR(255) NOT NULL,
        email_verified_at DATETIME(3)  NULL,
        created_at        DATETIME(3)  NOT NULL,
        PRIMARY KEY (id),
        UNIQUE KEY customers_email (email_key)
      ) ${table}`);
    await queryRunner.query(`
      CREATE TABLE sessions (
        id           BINARY(16)  NOT NULL,
        customer_id  BINARY(16)  NOT NULL,
        kind         VARCHAR(16) NOT NULL COMMENT 'api or operator',
        created_at   DATETIME(3) NOT NULL,
        last_used_at DATETIME(3) NOT NULL,
        expires_at   DATETIME(3) NOT NULL COMMENT 'Absolute; refreshing does not move it',
        ended_at     DATETIME(3) NULL,
        end_reason   VARCHAR(32) NULL,
        PRIMARY KEY (id),
        KEY sessions_of_customer (customer_id),
        KEY sessions_expired (expires_at),
        CONSTRAINT sessions_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
      ) ${table}`);
    await queryRunner.query(`
      CREATE TABLE refresh_tokens (
        token_hash BINARY(32)  NOT NULL,
        session_id BINARY(16)  NOT NULL,
        issued_at  DATETIME(3) NOT NULL,
        used_at    DATETIME(3) NULL,
        PRIMARY KEY (token_hash),
        KEY refresh_tokens_of_session (session_id),
        CONSTRAINT refresh_tokens_session FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE
      ) ${table}`);
    await queryRunner.query(`
      CREATE TABLE email_tokens (
        customer_id BINARY(16)  NOT NULL,
        purpose     VARCHAR(20) NOT NULL,
        token_hash  BINARY(32)  NOT NULL,
        created_at  DATETIME(3) NOT NULL,
        expires_at  DATETIME(3) NOT NULL,
        PRIMARY KEY (customer_id, purpose),
        UNIQUE KEY email_tokens_hash (token_hash),
        KEY email_tokens_expired (expires_at),
        CONSTRAINT email_tokens_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
      ) ${table}`);
    await queryRunner.query(`
      CREATE TABLE addresses (
        id                  BINARY(16)   NOT NULL,
        customer_id         BINARY(16)   NOT NULL,
        name                VARCHAR(100) NOT NULL,
        company             VARCHAR(100) NULL,
        line1               VARCHAR(200) NOT NULL,
        line2               VARCHAR(200) NULL,
        city                VARCHAR(100) NOT NULL,
        region              VARCHAR(100) NULL,
        postal_code         VARCHAR(20)  NOT NULL,
        country             CHAR(2)      NOT NULL,
        phone               VARCHAR(30)  NULL,
        is_default_shipping TINYINT(1)   NOT NULL,
        created_at          DATETIME(3)  NOT NULL,
        PRIMARY KEY (id),
        KEY addresses_of_customer (customer_id, created_at),
        CONSTRAINT addresses_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
      ) ${table}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE addresses');
    await queryRunner.query('DROP TABLE email_tokens');
    await queryRunner.query('DROP TABLE refresh_tokens');
    await queryRunner.query('DROP TABLE sessions');
    await queryRunner.query('DROP TABLE customers');
  }
}
