import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/** Departments, categories, products and what a product can be chosen by. */
export class CatalogProducts1790000000100 implements MigrationInterface {
  readonly name = 'CatalogProducts1790000000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await departmentsAndCategories(queryRunner);
    await products(queryRunner);
    await options(queryRunner);
    await variants(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of [
      'variant_option_values',
      'variants',
      'option_values',
      'options',
      'product_images',
      'product_categories',
      'products',
      'categories',
      'departments',
    ]) {
      await queryRunner.query(`DROP TABLE ${name}`);
    }
  }
}

async function departmentsAndCategories(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE departments (
      id          BINARY(16)   NOT NULL,
      slug        VARCHAR(120) NOT NULL,
      name        VARCHAR(120) NOT NULL,
      description TEXT         NOT NULL,
      position    INT          NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY departments_slug (slug),
      KEY departments_position (position, id)
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE categories (
      id            BINARY(16)   NOT NULL,
      department_id BINARY(16)   NOT NULL,
      slug          VARCHAR(120) NOT NULL,
      name          VARCHAR(120) NOT NULL,
      description   TEXT         NOT NULL,
      position      INT          NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY categories_slug (slug),
      KEY categories_department (department_id, position, id),
      CONSTRAINT categories_department_fk FOREIGN KEY (department_id) REFERENCES departments (id)
    ) ${table}`);
}

// The columns from price_from_amount on are projections: of the product's own variants and images, and of what
// inventory, ordering and reviews tell. A list then needs no other table than this one.
async function products(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE products (
      id                BINARY(16)   NOT NULL,
      slug              VARCHAR(160) NOT NULL,
      name              VARCHAR(200) NOT NULL,
      description       TEXT         NOT NULL,
      status            VARCHAR(16)  NOT NULL,
      published_at      DATETIME(3)  NULL,
      tax_class         VARCHAR(32)  NOT NULL DEFAULT 'standard',
      currency          CHAR(3)      NOT NULL,
      price_from_amount BIGINT       NOT NULL,
      price_to_amount   BIGINT       NOT NULL,
      list_price_amount BIGINT       NOT NULL,
      image_file        VARCHAR(120) NULL,
      stock_state       VARCHAR(16)  NOT NULL DEFAULT 'sold-out',
      popularity        BIGINT       NOT NULL DEFAULT 0,
      rating_sum        BIGINT       NOT NULL DEFAULT 0,
      rating_count      INT          NOT NULL DEFAULT 0,
      created_at        DATETIME(3)  NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY products_slug (slug),
      FULLTEXT KEY products_search (name, description)
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE product_categories (
      product_id  BINARY(16) NOT NULL,
      category_id BINARY(16) NOT NULL,
      PRIMARY KEY (product_id, category_id),
      KEY product_categories_category (category_id),
      CONSTRAINT product_categories_product_fk FOREIGN KEY (product_id) REFERENCES products (id),
      CONSTRAINT product_categories_category_fk FOREIGN KEY (category_id) REFERENCES categories (id)
    ) ${table}`);
  // Clustered by product: the pictures of one detail page lie side by side.
  await queryRunner.query(`
    CREATE TABLE product_images (
      product_id BINARY(16)   NOT NULL,
      position   INT          NOT NULL,
      file       VARCHAR(120) NOT NULL,
      alt        VARCHAR(200) NOT NULL,
      PRIMARY KEY (product_id, position),
      CONSTRAINT product_images_product_fk FOREIGN KEY (product_id) REFERENCES products (id)
    ) ${table}`);
}

async function options(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE options (
      id       BINARY(16)  NOT NULL,
      code     VARCHAR(60) NOT NULL,
      name     VARCHAR(80) NOT NULL,
      position INT         NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY options_code (code)
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE option_values (
      id        BINARY(16)  NOT NULL,
      option_id BINARY(16)  NOT NULL,
      code      VARCHAR(60) NOT NULL,
      name      VARCHAR(80) NOT NULL,
      position  INT         NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY option_values_code (option_id, code),
      CONSTRAINT option_values_option_fk FOREIGN KEY (option_id) REFERENCES options (id)
    ) ${table}`);
}

async function variants(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE variants (
      id                BINARY(16)   NOT NULL,
      product_id        BINARY(16)   NOT NULL,
      sku               VARCHAR(64)  NOT NULL,
      name              VARCHAR(200) NOT NULL,
      position          INT          NOT NULL,
      currency          CHAR(3)      NOT NULL,
      price_amount      BIGINT       NOT NULL,
      sale_price_amount BIGINT       NULL,
      stock_state       VARCHAR(16)  NOT NULL DEFAULT 'sold-out',
      stock_version     BIGINT       NOT NULL DEFAULT 0,
      PRIMARY KEY (id),
      UNIQUE KEY variants_sku (sku),
      KEY variants_product (product_id, position),
      CONSTRAINT variants_product_fk FOREIGN KEY (product_id) REFERENCES products (id)
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE variant_option_values (
      variant_id      BINARY(16) NOT NULL,
      option_id       BINARY(16) NOT NULL,
      option_value_id BINARY(16) NOT NULL,
      PRIMARY KEY (variant_id, option_id),
      KEY variant_option_values_value (option_value_id),
      KEY variant_option_values_option (option_id),
      CONSTRAINT variant_option_values_variant_fk FOREIGN KEY (variant_id) REFERENCES variants (id),
      CONSTRAINT variant_option_values_option_fk FOREIGN KEY (option_id) REFERENCES options (id),
      CONSTRAINT variant_option_values_value_fk FOREIGN KEY (option_value_id) REFERENCES option_values (id)
    ) ${table}`);
}
