import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The delivery log: each mail once, from the wish to send it to the mail server's answer. */
export class Mails1790000000700 implements MigrationInterface {
  readonly name = 'Mails1790000000700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE mails (
        id            BINARY(16)   NOT NULL,
        kind          VARCHAR(40)  NOT NULL,
        reference     VARCHAR(64)  NOT NULL COMMENT 'what the mail is about: an order or the event that asked for it',
        recipient     VARCHAR(320) NOT NULL,
        subject       VARCHAR(255) NOT NULL,
        message_id    VARCHAR(255) NOT NULL,
        data          LONGTEXT     NULL COMMENT 'what the mail is made of; wiped once it has been sent',
        status        VARCHAR(10)  NOT NULL COMMENT 'queued, sent or failed',
        attempts      INT          NOT NULL DEFAULT 0,
        last_error    VARCHAR(500) NULL,
        queued_at     DATETIME(3)  NOT NULL,
        claimed_until DATETIME(3)  NULL COMMENT 'one worker is sending it until then',
        requeue_at    DATETIME(3)  NULL COMMENT 'still queued then: its event was given up and it needs another',
        sent_at       DATETIME(3)  NULL,
        failed_at     DATETIME(3)  NULL,
        PRIMARY KEY (id),
        UNIQUE KEY mails_once (kind, reference),
        KEY mails_requeue (requeue_at, id),
        KEY mails_by_status (status, queued_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE mails');
  }
}
