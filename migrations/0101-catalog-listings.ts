import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/**
 * The read model of the lists. A scope is a department, a category, or (sixteen zero bytes) the whole shop.
 * Each sort has an index that begins with the scope and ends with the product, so that a page is one index range
 * in a fixed order, and the number of products of a scope is kept, so that no list counts.
 */
export class CatalogListings1790000000101 implements MigrationInterface {
  readonly name = 'CatalogListings1790000000101';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE product_listings (
        scope_id          BINARY(16)   NOT NULL,
        product_id        BINARY(16)   NOT NULL,
        published_at      DATETIME(3)  NOT NULL,
        price_from_amount BIGINT       NOT NULL,
        name              VARCHAR(200) NOT NULL,
        popularity        BIGINT       NOT NULL,
        PRIMARY KEY (scope_id, product_id),
        KEY product_listings_newest (scope_id, published_at, product_id),
        KEY product_listings_price (scope_id, price_from_amount, product_id),
        KEY product_listings_name (scope_id, name, product_id),
        KEY product_listings_popularity (scope_id, popularity, product_id),
        KEY product_listings_product (product_id),
        CONSTRAINT product_listings_product_fk FOREIGN KEY (product_id) REFERENCES products (id)
      ) ${table}`);
    await queryRunner.query(`
      CREATE TABLE listing_totals (
        scope_id BINARY(16) NOT NULL,
        total    BIGINT     NOT NULL,
        PRIMARY KEY (scope_id)
      ) ${table}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE listing_totals');
    await queryRunner.query('DROP TABLE product_listings');
  }
}
