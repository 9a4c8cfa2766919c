import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/** Stripe tells upper from lower case in its ids; in the shop's own collation two of them could pass for one. */
const stripeId = 'VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin';

/** Payments, the inbox of Stripe's events, the ledger, refunds and disputes. */
export class Payment1790000000600 implements MigrationInterface {
  readonly name = 'Payment1790000000600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createPayments(queryRunner);
    await createInbox(queryRunner);
    await createLedger(queryRunner);
    await createRefunds(queryRunner);
    await createDisputes(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE disputes');
    await queryRunner.query('DROP TABLE refunds');
    await queryRunner.query('DROP TABLE ledger_entries');
    await queryRunner.query('DROP TABLE payment_events');
    await queryRunner.query('DROP TABLE payments');
  }
}

async function createPayments(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE payments (
      id                 BINARY(16)   NOT NULL,
      order_id           BINARY(16)   NOT NULL,
      sequence           INT          NOT NULL COMMENT 'n-th payment of its order',
      order_number       VARCHAR(32)  NOT NULL,
      email              VARCHAR(254) NOT NULL,
      method             VARCHAR(20)  NOT NULL,
      status             VARCHAR(32)  NOT NULL,
      due_amount         BIGINT       NOT NULL,
      received_amount    BIGINT       NOT NULL DEFAULT 0,
      refunded_amount    BIGINT       NOT NULL DEFAULT 0,
      currency           CHAR(3)      NOT NULL,
      idempotency_key    ${stripeId}  NOT NULL,
      stripe_intent_id   ${stripeId}  NULL,
      stripe_session_id  ${stripeId}  NULL,
      stripe_charge_id   ${stripeId}  NULL,
      session_expires_at DATETIME(3)  NULL COMMENT 'as it was asked of Stripe: a repeated request must be the same',
      return_url         VARCHAR(2000) NULL,
      failed_attempt     VARCHAR(255) NULL COMMENT 'the last declined attempt, so that it is told once',
      failure_code       VARCHAR(64)  NULL,
      held_reason        VARCHAR(64)  NULL COMMENT 'money came that can not be matched: staff decide',
      next_check_at      DATETIME(3)  NULL COMMENT 'when reconciliation asks Stripe; null once final',
      created_at         DATETIME(3)  NOT NULL,
      updated_at         DATETIME(3)  NOT NULL,
      succeeded_at       DATETIME(3)  NULL,
      PRIMARY KEY (id),
      UNIQUE KEY payments_order (order_id, sequence),
      UNIQUE KEY payments_key (idempotency_key),
      UNIQUE KEY payments_intent (stripe_intent_id),
      UNIQUE KEY payments_session (stripe_session_id),
      UNIQUE KEY payments_charge (stripe_charge_id),
      KEY payments_due (next_check_at),
      KEY payments_held (held_reason)
    ) ${table}`);
}

async function createInbox(queryRunner: QueryRunner): Promise<void> {
  // Only what finds the object is kept: the event itself holds names and addresses, and the object is fetched anyway.
  await queryRunner.query(`
    CREATE TABLE payment_events (
      stripe_event_id ${stripeId} NOT NULL,
      type            VARCHAR(80) NOT NULL,
      object_id       ${stripeId} NOT NULL,
      intent_id       ${stripeId} NULL,
      charge_id       ${stripeId} NULL,
      named_payment   BINARY(16)  NULL COMMENT 'payment_id in the metadata of the object',
      source          VARCHAR(16) NOT NULL COMMENT 'webhook or events-list',
      happened_at     DATETIME(3) NOT NULL,
      received_at     DATETIME(3) NOT NULL,
      processed_at    DATETIME(3) NULL,
      outcome         VARCHAR(32) NULL,
      payment_id      BINARY(16)  NULL,
      PRIMARY KEY (stripe_event_id),
      KEY payment_events_open (processed_at, received_at),
      KEY payment_events_payment (payment_id, received_at)
    ) ${table}`);
}

async function createLedger(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE ledger_entries (
      id          BINARY(16)  NOT NULL,
      payment_id  BINARY(16)  NOT NULL,
      effect_key  ${stripeId} NOT NULL COMMENT 'what moved the money, e.g. charge:pi_1',
      account     VARCHAR(32) NOT NULL,
      amount      BIGINT      NOT NULL COMMENT 'signed; the entries of one effect sum to zero',
      currency    CHAR(3)     NOT NULL,
      recorded_at DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY ledger_entries_effect (effect_key, account),
      KEY ledger_entries_payment (payment_id, recorded_at),
      KEY ledger_entries_account (account, recorded_at),
      CONSTRAINT ledger_entries_payment_fk FOREIGN KEY (payment_id) REFERENCES payments (id)
    ) ${table}`);
}

async function createRefunds(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE refunds (
      id               BINARY(16)  NOT NULL,
      payment_id       BINARY(16)  NOT NULL,
      status           VARCHAR(32) NOT NULL,
      amount           BIGINT      NOT NULL,
      currency         CHAR(3)     NOT NULL,
      reason           VARCHAR(64) NOT NULL,
      source           VARCHAR(16) NOT NULL COMMENT 'shop, or stripe: made in its dashboard',
      idempotency_key  ${stripeId} NOT NULL,
      stripe_refund_id ${stripeId} NULL,
      failure_reason   VARCHAR(64) NULL,
      next_check_at    DATETIME(3) NULL,
      created_at       DATETIME(3) NOT NULL,
      updated_at       DATETIME(3) NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY refunds_key (idempotency_key),
      UNIQUE KEY refunds_stripe (stripe_refund_id),
      KEY refunds_payment (payment_id, created_at),
      KEY refunds_due (next_check_at),
      CONSTRAINT refunds_payment_fk FOREIGN KEY (payment_id) REFERENCES payments (id)
    ) ${table}`);
}

async function createDisputes(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE disputes (
      stripe_dispute_id ${stripeId} NOT NULL,
      payment_id        BINARY(16)  NOT NULL,
      status            VARCHAR(32) NOT NULL,
      reason            VARCHAR(64) NOT NULL,
      amount            BIGINT      NOT NULL,
      currency          CHAR(3)     NOT NULL,
      evidence_due_at   DATETIME(3) NULL,
      opened_at         DATETIME(3) NOT NULL,
      closed_at         DATETIME(3) NULL,
      updated_at        DATETIME(3) NOT NULL,
      PRIMARY KEY (stripe_dispute_id),
      KEY disputes_payment (payment_id),
      KEY disputes_open (closed_at, opened_at),
      CONSTRAINT disputes_payment_fk FOREIGN KEY (payment_id) REFERENCES payments (id)
    ) ${table}`);
}
