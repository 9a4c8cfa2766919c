import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

/** Orders with their lines and history; what shipping costs and what tax is due where. */
export class Ordering1790000000500 implements MigrationInterface {
  readonly name = 'Ordering1790000000500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await shipping(queryRunner);
    await taxes(queryRunner);
    await orders(queryRunner);
    await linesAndHistory(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of [
      'order_history',
      'order_line_items',
      'orders',
      'tax_rates',
      'shipping_methods',
      'shipping_region_countries',
      'shipping_regions',
    ]) {
      await queryRunner.query(`DROP TABLE ${name}`);
    }
  }
}

async function shipping(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE shipping_regions (
      id               BINARY(16)   NOT NULL,
      code             VARCHAR(40)  NOT NULL,
      name             VARCHAR(120) NOT NULL,
      position         INT          NOT NULL,
      is_rest_of_world TINYINT(1)   NOT NULL DEFAULT 0 COMMENT 'takes every country that no region lists',
      PRIMARY KEY (id),
      UNIQUE KEY shipping_regions_code (code)
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE shipping_region_countries (
      country   CHAR(2)    NOT NULL,
      region_id BINARY(16) NOT NULL,
      PRIMARY KEY (country),
      KEY shipping_region_countries_region (region_id),
      CONSTRAINT shipping_region_countries_region_fk FOREIGN KEY (region_id) REFERENCES shipping_regions (id)
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE shipping_methods (
      id           BINARY(16)   NOT NULL,
      region_id    BINARY(16)   NOT NULL,
      code         VARCHAR(40)  NOT NULL,
      name         VARCHAR(120) NOT NULL,
      price_amount BIGINT       NOT NULL,
      currency     CHAR(3)      NOT NULL,
      min_days     SMALLINT     NOT NULL,
      max_days     SMALLINT     NOT NULL,
      position     INT          NOT NULL,
      is_active    TINYINT(1)   NOT NULL DEFAULT 1,
      PRIMARY KEY (id),
      UNIQUE KEY shipping_methods_code (region_id, code),
      CONSTRAINT shipping_methods_region_fk FOREIGN KEY (region_id) REFERENCES shipping_regions (id)
    ) ${table}`);
}

async function taxes(queryRunner: QueryRunner): Promise<void> {
  // The row of the region (a state, a province) replaces the country's, whose region is ''.
  await queryRunner.query(`
    CREATE TABLE tax_rates (
      country        CHAR(2)     NOT NULL,
      region         VARCHAR(16) NOT NULL,
      tax_class      VARCHAR(32) NOT NULL,
      label          VARCHAR(80) NOT NULL,
      basis_points   INT         NOT NULL,
      taxes_shipping TINYINT(1)  NOT NULL,
      PRIMARY KEY (country, region, tax_class)
    ) ${table}`);
}

// hold_expires_at is set while an order waits for its payment and for nothing else, so the index on it holds just those.
async function orders(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE orders (
      id                        BINARY(16)   NOT NULL,
      number                    VARCHAR(16)  NOT NULL,
      version                   INT          NOT NULL COMMENT 'how many rows of history there are',
      status                    VARCHAR(24)  NOT NULL,
      customer_id               BINARY(16)   NULL,
      cart_id                   BINARY(16)   NOT NULL,
      email                     VARCHAR(254) NOT NULL,
      locale                    VARCHAR(35)  NOT NULL,
      currency                  CHAR(3)      NOT NULL,
      subtotal_amount           BIGINT       NOT NULL,
      discount_amount           BIGINT       NOT NULL,
      shipping_amount           BIGINT       NOT NULL,
      tax_amount                BIGINT       NOT NULL COMMENT 'of the lines and of the shipping',
      total_amount              BIGINT       NOT NULL,
      refunded_amount           BIGINT       NOT NULL DEFAULT 0,
      shipping_tax_amount       BIGINT       NOT NULL,
      shipping_tax_basis_points INT          NOT NULL,
      item_count                INT          NOT NULL,
      shipping_address          LONGTEXT     NOT NULL,
      shipping_method           LONGTEXT     NOT NULL,
      note                      VARCHAR(500) NULL,
      payment_id                BINARY(16)   NULL COMMENT 'the payment that paid it',
      attention                 VARCHAR(40)  NULL COMMENT 'why staff must look at it',
      attention_payment_id      BINARY(16)   NULL,
      refused_payments          LONGTEXT     NOT NULL COMMENT 'ids of payments that it could not take, as JSON',
      placed_at                 DATETIME(3)  NOT NULL,
      hold_expires_at           DATETIME(3)  NULL,
      paid_at                   DATETIME(3)  NULL,
      ended_at                  DATETIME(3)  NULL COMMENT 'expired or cancelled',
      PRIMARY KEY (id),
      UNIQUE KEY orders_number (number),
      KEY orders_of_customer (customer_id, placed_at),
      KEY orders_overdue (hold_expires_at)
    ) ${table}`);
}

async function linesAndHistory(queryRunner: QueryRunner): Promise<void> {
  // Clustered by order: the lines of one order lie side by side.
  await queryRunner.query(`
    CREATE TABLE order_line_items (
      order_id          BINARY(16)   NOT NULL,
      position          SMALLINT     NOT NULL,
      variant_id        BINARY(16)   NOT NULL,
      product_id        BINARY(16)   NOT NULL,
      product_slug      VARCHAR(160) NOT NULL,
      sku               VARCHAR(64)  NOT NULL,
      name              VARCHAR(200) NOT NULL,
      variant_name      VARCHAR(200) NOT NULL,
      image_url         VARCHAR(255) NULL,
      quantity          INT          NOT NULL,
      currency          CHAR(3)      NOT NULL,
      unit_price_amount BIGINT       NOT NULL,
      discount_amount   BIGINT       NOT NULL,
      line_total_amount BIGINT       NOT NULL COMMENT 'after the discount, before tax',
      tax_amount        BIGINT       NOT NULL,
      tax_basis_points  INT          NOT NULL,
      tax_label         VARCHAR(80)  NOT NULL,
      PRIMARY KEY (order_id, position),
      CONSTRAINT order_line_items_order_fk FOREIGN KEY (order_id) REFERENCES orders (id)
    ) ${table}`);
  // The steps from state to state. That an order was placed, and so is pending, its own row tells.
  await queryRunner.query(`
    CREATE TABLE order_history (
      order_id    BINARY(16)   NOT NULL,
      version     INT          NOT NULL,
      from_status VARCHAR(24)  NOT NULL,
      to_status   VARCHAR(24)  NOT NULL,
      actor       VARCHAR(64)  NOT NULL,
      reason      VARCHAR(255) NOT NULL,
      occurred_at DATETIME(3)  NOT NULL,
      PRIMARY KEY (order_id, version),
      CONSTRAINT order_history_order_fk FOREIGN KEY (order_id) REFERENCES orders (id)
    ) ${table}`);
}
