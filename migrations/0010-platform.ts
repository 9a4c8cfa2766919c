import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox, consumptions, idempotency keys, the audit log and the last runs of schedules: tables without business words. */
export class Platform1790000000010 implements MigrationInterface {
  readonly name = 'Platform1790000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE outbox (
        id              BINARY(16)   NOT NULL,
        type            VARCHAR(80)  NOT NULL,
        payload         LONGTEXT     NOT NULL,
        is_sensitive    TINYINT(1)   NOT NULL DEFAULT 0,
        occurred_at     DATETIME(3)  NOT NULL,
        next_attempt_at DATETIME(3)  NULL,
        attempts        INT          NOT NULL DEFAULT 0,
        consumed        INT          NOT NULL DEFAULT 0,
        done_at         DATETIME(3)  NULL,
        dead_at         DATETIME(3)  NULL,
        PRIMARY KEY (id),
        KEY outbox_due (next_attempt_at, id),
        KEY outbox_done (done_at),
        KEY outbox_dead (dead_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await queryRunner.query(`
      CREATE TABLE outbox_consumptions (
        consumer    VARCHAR(80) NOT NULL,
        event_id    BINARY(16)  NOT NULL,
        consumed_at DATETIME(3) NOT NULL,
        PRIMARY KEY (consumer, event_id),
        KEY outbox_consumptions_old (consumed_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        id              BINARY(32)  NOT NULL COMMENT 'SHA-256 of caller, route and key',
        request_hash    BINARY(32)  NOT NULL,
        lease           BINARY(16)  NOT NULL COMMENT 'of the request that works on it',
        leased_until    DATETIME(3) NOT NULL,
        completed_at    DATETIME(3) NULL,
        response_status SMALLINT    NULL,
        response_body   LONGTEXT    NULL,
        created_at      DATETIME(3) NOT NULL,
        PRIMARY KEY (id),
        KEY idempotency_keys_old (created_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await queryRunner.query(`
      CREATE TABLE audit_log (
        id           BINARY(16)  NOT NULL,
        actor        VARCHAR(64) NOT NULL,
        action       VARCHAR(64) NOT NULL,
        subject_type VARCHAR(32) NOT NULL,
        subject_id   VARCHAR(64) NOT NULL,
        before_state LONGTEXT    NULL,
        after_state  LONGTEXT    NULL,
        occurred_at  DATETIME(3) NOT NULL,
        PRIMARY KEY (id),
        KEY audit_log_subject (subject_type, subject_id, occurred_at),
        KEY audit_log_actor (actor, occurred_at)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
    await queryRunner.query(`
      CREATE TABLE schedule_runs (
        name       VARCHAR(64) NOT NULL,
        started_at DATETIME(3) NOT NULL,
        PRIMARY KEY (name)
      ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE schedule_runs');
    await queryRunner.query('DROP TABLE audit_log');
    await queryRunner.query('DROP TABLE idempotency_keys');
    await queryRunner.query('DROP TABLE outbox_consumptions');
    await queryRunner.query('DROP TABLE outbox');
  }
}
