import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
const ofCustomer = (name: string): string =>
  `CONSTRAINT ${name} FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE`;

/**
 * Accounts that can be recovered, disabled and erased: roles of staff, second factor, other ways to sign in, what a person has agreed to,
 * invitations and API keys. Codes and tokens are stored as SHA-256 only.
 */
export class Accounts1790000000401 implements MigrationInterface {
  readonly name = 'Accounts1790000000401';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE customers
        ADD COLUMN password_changed_at DATETIME(3)  NULL,
        ADD COLUMN last_signed_in_at   DATETIME(3)  NULL,
        ADD COLUMN disabled_at         DATETIME(3)  NULL,
        ADD COLUMN disabled_reason     VARCHAR(200) NULL,
        ADD COLUMN erased_at           DATETIME(3)  NULL,
        ADD KEY customers_role (role, created_at, id),
        ADD KEY customers_created (created_at, id)`);
    // Whoever ran the shop so far keeps running it.
    await queryRunner.query("UPDATE customers SET role = 'owner' WHERE role = 'staff'");
    await queryRunner.query(`
      ALTER TABLE sessions
        ADD COLUMN method           VARCHAR(16)  NOT NULL DEFAULT 'password' COMMENT 'how it was signed in: password, google, …',
        ADD COLUMN address          VARCHAR(45)  NULL,
        ADD COLUMN user_agent       VARCHAR(255) NULL,
        ADD COLUMN second_factor_at DATETIME(3)  NULL,
        ADD KEY sessions_ended (ended_at)`);
    await queryRunner.query(`
      ALTER TABLE email_tokens
        ADD COLUMN new_email     VARCHAR(254) NULL COMMENT 'only of change-email',
        ADD COLUMN new_email_key VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL`);
    await queryRunner.query(
      'ALTER TABLE addresses ADD COLUMN is_default_billing TINYINT(1) NOT NULL DEFAULT 0',
    );
    await signIn(queryRunner);
    await people(queryRunner);
    await staff(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of [
      'api_keys',
      'staff_invitations',
      'consents',
      'phone_numbers',
      'known_devices',
      'sign_in_codes',
      'identities',
      'recovery_codes',
      'second_factors',
    ])
      await queryRunner.query(`DROP TABLE ${name}`);
    await queryRunner.query('ALTER TABLE addresses DROP COLUMN is_default_billing');
    await queryRunner.query('ALTER TABLE email_tokens DROP COLUMN new_email, DROP COLUMN new_email_key');
    await queryRunner.query(`
      ALTER TABLE sessions
        DROP KEY sessions_ended,
        DROP COLUMN method, DROP COLUMN address, DROP COLUMN user_agent, DROP COLUMN second_factor_at`);
    // There was one role of staff, which could do everything: nobody gets more than they had, least of all who was shut out.
    await queryRunner.query(`
      UPDATE customers
      SET role = IF(role = 'owner' AND disabled_at IS NULL, 'staff', 'customer')
      WHERE role <> 'customer'`);
    await queryRunner.query(`
      ALTER TABLE customers
        DROP KEY customers_role, DROP KEY customers_created,
        DROP COLUMN password_changed_at, DROP COLUMN last_signed_in_at, DROP COLUMN disabled_at, DROP COLUMN disabled_reason,
        DROP COLUMN erased_at`);
  }
}

async function signIn(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE second_factors (
      customer_id   BINARY(16)     NOT NULL,
      secret_sealed VARBINARY(255) NOT NULL COMMENT 'the shared secret, encrypted with ENCRYPTION_SECRET',
      created_at    DATETIME(3)    NOT NULL,
      enabled_at    DATETIME(3)    NULL COMMENT 'null while it is being set up',
      last_step     BIGINT         NULL COMMENT 'time step of the last code taken: each code works once',
      PRIMARY KEY (customer_id),
      ${ofCustomer('second_factors_customer')}
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE recovery_codes (
      customer_id BINARY(16)  NOT NULL,
      code_hash   BINARY(32)  NOT NULL,
      used_at     DATETIME(3) NULL,
      PRIMARY KEY (customer_id, code_hash),
      ${ofCustomer('recovery_codes_customer')}
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE identities (
      provider     VARCHAR(20)  NOT NULL COMMENT 'google, …',
      subject      VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who it is there: the sub claim',
      customer_id  BINARY(16)   NOT NULL,
      email        VARCHAR(254) NOT NULL COMMENT 'as the provider said it at the last sign-in',
      linked_at    DATETIME(3)  NOT NULL,
      last_used_at DATETIME(3)  NOT NULL,
      PRIMARY KEY (provider, subject),
      UNIQUE KEY identities_of_customer (customer_id, provider),
      ${ofCustomer('identities_customer')}
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE sign_in_codes (
      code_hash      BINARY(32)  NOT NULL,
      customer_id    BINARY(16)  NOT NULL,
      method         VARCHAR(16) NOT NULL,
      code_challenge VARCHAR(64) NOT NULL COMMENT 'S256 of what the app that started the sign-in will show',
      expires_at     DATETIME(3) NOT NULL,
      PRIMARY KEY (code_hash),
      KEY sign_in_codes_customer (customer_id),
      KEY sign_in_codes_expired (expires_at),
      ${ofCustomer('sign_in_codes_customer_fk')}
    ) ${table}`);
  // Who has signed in here before is not kept out when somebody else guesses at the account.
  await queryRunner.query(`
    CREATE TABLE known_devices (
      token_hash   BINARY(32)  NOT NULL,
      customer_id  BINARY(16)  NOT NULL,
      created_at   DATETIME(3) NOT NULL,
      last_used_at DATETIME(3) NOT NULL,
      PRIMARY KEY (token_hash),
      KEY known_devices_customer (customer_id),
      KEY known_devices_unused (last_used_at),
      ${ofCustomer('known_devices_customer_fk')}
    ) ${table}`);
}

async function people(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE phone_numbers (
      id          BINARY(16)  NOT NULL,
      customer_id BINARY(16)  NOT NULL,
      number      VARCHAR(16) NOT NULL COMMENT 'E.164',
      label       VARCHAR(40) NULL,
      is_default  TINYINT(1)  NOT NULL,
      created_at  DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY phone_numbers_of_customer (customer_id, number),
      ${ofCustomer('phone_numbers_customer')}
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE consents (
      id          BINARY(16)   NOT NULL,
      customer_id BINARY(16)   NOT NULL,
      purpose     VARCHAR(32)  NOT NULL COMMENT 'marketing-email, …',
      is_given    TINYINT(1)   NOT NULL,
      wording     VARCHAR(500) NOT NULL COMMENT 'what was agreed to, as it was shown',
      source      VARCHAR(32)  NOT NULL COMMENT 'registration, profile, …',
      address     VARCHAR(45)  NULL,
      occurred_at DATETIME(3)  NOT NULL,
      PRIMARY KEY (id),
      KEY consents_of_customer (customer_id, purpose, occurred_at, id),
      ${ofCustomer('consents_customer')}
    ) ${table}`);
}

async function staff(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE staff_invitations (
      id          BINARY(16)   NOT NULL,
      email       VARCHAR(254) NOT NULL,
      email_key   VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
      name        VARCHAR(100) NOT NULL,
      role        VARCHAR(20)  NOT NULL,
      token_hash  BINARY(32)   NOT NULL,
      invited_by  BINARY(16)   NOT NULL,
      created_at  DATETIME(3)  NOT NULL,
      expires_at  DATETIME(3)  NOT NULL,
      accepted_at DATETIME(3)  NULL,
      revoked_at  DATETIME(3)  NULL,
      PRIMARY KEY (id),
      UNIQUE KEY staff_invitations_hash (token_hash),
      KEY staff_invitations_email (email_key),
      KEY staff_invitations_created (created_at, id),
      KEY staff_invitations_expired (expires_at)
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE api_keys (
      id           BINARY(16)    NOT NULL,
      name         VARCHAR(100)  NOT NULL,
      secret_hash  BINARY(32)    NOT NULL,
      hint         VARCHAR(8)    NOT NULL COMMENT 'last characters, to tell keys apart',
      scopes       VARCHAR(1000) NOT NULL COMMENT 'permissions, separated by spaces',
      created_by   BINARY(16)    NOT NULL,
      created_at   DATETIME(3)   NOT NULL,
      expires_at   DATETIME(3)   NULL,
      last_used_at DATETIME(3)   NULL,
      revoked_at   DATETIME(3)   NULL,
      PRIMARY KEY (id),
      UNIQUE KEY api_keys_secret (secret_hash),
      KEY api_keys_created (created_at, id),
      KEY api_keys_of (created_by)
    ) ${table}`);
}
