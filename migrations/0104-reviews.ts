import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/** What customers think of products, what they have bought, and which products go together. */
export class Reviews1790000000104 implements MigrationInterface {
  readonly name = 'Reviews1790000000104';

  async up(queryRunner: QueryRunner): Promise<void> {
    await reviews(queryRunner);
    await purchases(queryRunner);
    // Kept beside rating_sum and rating_count, so that no page counts the reviews of a product.
    await queryRunner.query(`
      ALTER TABLE products
        ADD COLUMN stars_1 INT NOT NULL DEFAULT 0 COMMENT 'published reviews with one star; and so on',
        ADD COLUMN stars_2 INT NOT NULL DEFAULT 0,
        ADD COLUMN stars_3 INT NOT NULL DEFAULT 0,
        ADD COLUMN stars_4 INT NOT NULL DEFAULT 0,
        ADD COLUMN stars_5 INT NOT NULL DEFAULT 0,
        ADD COLUMN bought_together VARBINARY(192) NULL COMMENT 'the best of product_pairs: ids, 16 bytes each'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        DROP COLUMN stars_1, DROP COLUMN stars_2, DROP COLUMN stars_3, DROP COLUMN stars_4, DROP COLUMN stars_5,
        DROP COLUMN bought_together`);
    for (const name of ['product_pairs', 'purchases', 'reviews'])
      await queryRunner.query(`DROP TABLE ${name}`);
  }
}

async function reviews(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE reviews (
      id              BINARY(16)   NOT NULL,
      product_id      BINARY(16)   NOT NULL,
      customer_id     BINARY(16)   NOT NULL,
      rating          TINYINT      NOT NULL,
      title           VARCHAR(120) NULL,
      body            TEXT         NOT NULL,
      author_name     VARCHAR(60)  NOT NULL COMMENT 'as shown',
      status          VARCHAR(16)  NOT NULL COMMENT 'pending, published, rejected, withdrawn',
      bought_here     TINYINT(1)   NOT NULL DEFAULT 0 COMMENT 'projection of purchases',
      version         INT          NOT NULL DEFAULT 1,
      created_at      DATETIME(3)  NOT NULL,
      updated_at      DATETIME(3)  NOT NULL,
      moderated_at    DATETIME(3)  NULL,
      moderation_note VARCHAR(500) NULL COMMENT 'why it was rejected',
      PRIMARY KEY (id),
      UNIQUE KEY reviews_product_customer (product_id, customer_id),
      KEY reviews_customer (customer_id, created_at, id),
      KEY reviews_newest (product_id, status, created_at, id),
      KEY reviews_rating (product_id, status, rating, created_at, id),
      KEY reviews_queue (status, updated_at, id),
      CONSTRAINT reviews_product_fk FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
    ) ${table}`);
}

// Both tell what paid orders have told. Customers are another context's: their ids point to nothing here.
async function purchases(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE purchases (
      customer_id     BINARY(16)  NOT NULL,
      product_id      BINARY(16)  NOT NULL,
      first_bought_at DATETIME(3) NOT NULL,
      PRIMARY KEY (customer_id, product_id),
      KEY purchases_product (product_id),
      CONSTRAINT purchases_product_fk FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
    ) ${table}`);
  await queryRunner.query(`
    CREATE TABLE product_pairs (
      product_id       BINARY(16) NOT NULL,
      other_product_id BINARY(16) NOT NULL,
      orders           INT        NOT NULL COMMENT 'paid orders that hold both',
      PRIMARY KEY (product_id, other_product_id),
      KEY product_pairs_best (product_id, orders, other_product_id),
      KEY product_pairs_other (other_product_id),
      CONSTRAINT product_pairs_product_fk FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
      CONSTRAINT product_pairs_other_fk FOREIGN KEY (other_product_id) REFERENCES products (id) ON DELETE CASCADE
    ) ${table}`);
}
