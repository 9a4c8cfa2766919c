import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/** What can be sold, what orders hold, and the ledger that both can be recomputed from. */
export class Inventory1790000000200 implements MigrationInterface {
  readonly name = 'Inventory1790000000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Narrow on purpose: these are the rows that every checkout wants.
    await queryRunner.query(`
      CREATE TABLE stock (
        variant_id BINARY(16)  NOT NULL,
        available  INT         NOT NULL COMMENT 'pieces that can be sold now',
        reserved   INT         NOT NULL COMMENT 'pieces that unpaid orders hold',
        version    BIGINT      NOT NULL COMMENT 'number of changes of available',
        updated_at DATETIME(3) NOT NULL,
        PRIMARY KEY (variant_id),
        CONSTRAINT stock_available_not_negative CHECK (available >= 0),
        CONSTRAINT stock_reserved_not_negative CHECK (reserved >= 0)
      ) ${table}`);
    // No foreign key to stock: its check would take shared locks on the hot rows, the first half of a deadlock.
    await queryRunner.query(`
      CREATE TABLE reservations (
        order_id   BINARY(16)  NOT NULL,
        variant_id BINARY(16)  NOT NULL,
        quantity   INT         NOT NULL,
        status     VARCHAR(16) NOT NULL COMMENT 'held, sold, released',
        expires_at DATETIME(3) NOT NULL COMMENT 'by the clock of the database',
        updated_at DATETIME(3) NOT NULL,
        PRIMARY KEY (order_id, variant_id),
        CONSTRAINT reservations_quantity_positive CHECK (quantity > 0)
      ) ${table}`);
    // Append-only. available = sum of all but 'sold'; available + reserved = sum of all but 'reserved' and 'released'.
    await queryRunner.query(`
      CREATE TABLE stock_movements (
        variant_id  BINARY(16)   NOT NULL,
        id          BINARY(16)   NOT NULL,
        kind        VARCHAR(16)  NOT NULL COMMENT 'received, reserved, released, sold, adjusted, returned',
        quantity    INT          NOT NULL COMMENT 'signed: reserved and sold are negative',
        order_id    BINARY(16)   NULL,
        reason      VARCHAR(200) NULL,
        occurred_at DATETIME(3)  NOT NULL,
        PRIMARY KEY (variant_id, id)
      ) ${table}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE stock_movements');
    await queryRunner.query('DROP TABLE reservations');
    await queryRunner.query('DROP TABLE stock');
  }
}
