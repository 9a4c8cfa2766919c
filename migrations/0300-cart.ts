import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/** Carts of guests and customers, and their lines. */
export class Cart1790000000300 implements MigrationInterface {
  readonly name = 'Cart1790000000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    // open_customer_id is null unless the cart is open, so its unique key lets a customer have one open cart and any number of others.
    await queryRunner.query(`
      CREATE TABLE carts (
        id               BINARY(16)  NOT NULL,
        customer_id      BINARY(16)  NULL COMMENT 'null for a guest',
        currency         CHAR(3)     NOT NULL,
        status           VARCHAR(16) NOT NULL COMMENT 'open, checked-out, closed',
        open_customer_id BINARY(16)  GENERATED ALWAYS AS (CASE WHEN status = 'open' THEN customer_id END) STORED,
        created_at       DATETIME(3) NOT NULL,
        updated_at       DATETIME(3) NOT NULL COMMENT 'last use, to the hour',
        PRIMARY KEY (id),
        UNIQUE KEY carts_open_of_customer (open_customer_id),
        KEY carts_of_customer (customer_id, status),
        KEY carts_unused (status, updated_at, id)
      ) ${table}`);
    // No ON DELETE CASCADE: the clean-up deletes lines in batches of its own, so that no statement holds locks for long.
    await queryRunner.query(`
      CREATE TABLE cart_line_items (
        cart_id                BINARY(16)   NOT NULL,
        variant_id             BINARY(16)   NOT NULL,
        quantity               INT          NOT NULL,
        saved_for_later        TINYINT(1)   NOT NULL DEFAULT 0,
        seen_unit_price_amount BIGINT       NOT NULL COMMENT 'in the currency of the cart',
        seen_name              VARCHAR(250) NOT NULL COMMENT 'for the line of a product that is sold no longer',
        position               INT          NOT NULL,
        PRIMARY KEY (cart_id, variant_id),
        CONSTRAINT cart_line_items_quantity_in_range CHECK (quantity BETWEEN 1 AND 999),
        CONSTRAINT cart_line_items_cart_fk FOREIGN KEY (cart_id) REFERENCES carts (id)
      ) ${table}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE cart_line_items');
    await queryRunner.query('DROP TABLE carts');
  }
}
