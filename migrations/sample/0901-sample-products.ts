import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sampleId } from './shop/ids.js';
import { sampleProducts } from './shop/parse.js';
import {
  choiceColumns,
  choiceRows,
  deleteRows,
  imageColumns,
  imageRows,
  insertRows,
  productColumns,
  productId,
  productRow,
  variantColumns,
  variantRows,
} from './shop/rows.js';
import { allVariants } from './shop/variants.js';

/** The products of the sample shop, published and listed. */
export class SampleProducts1790000000901 implements MigrationInterface {
  readonly name = 'SampleProducts1790000000901';

  async up(queryRunner: QueryRunner): Promise<void> {
    await insertRows(queryRunner, 'products', productColumns, sampleProducts.map(productRow));
    await insertRows(queryRunner, 'product_images', imageColumns, sampleProducts.flatMap(imageRows));
    await insertRows(queryRunner, 'variants', variantColumns, sampleProducts.flatMap(variantRows));
    await insertRows(queryRunner, 'variant_option_values', choiceColumns, sampleProducts.flatMap(choiceRows));
    await insertRows(queryRunner, 'product_categories', ['product_id', 'category_id'], placementRows());
    await list(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const products = sampleProducts.map(productId);
    const variants = allVariants().map(({ id }) => id);
    await deleteRows(queryRunner, 'product_listings', 'product_id', products);
    await count(queryRunner);
    await deleteRows(queryRunner, 'product_categories', 'product_id', products);
    await deleteRows(queryRunner, 'variant_option_values', 'variant_id', variants);
    await deleteRows(queryRunner, 'variants', 'id', variants);
    await deleteRows(queryRunner, 'product_images', 'product_id', products);
    await deleteRows(queryRunner, 'products', 'id', products);
  }
}

function placementRows(): unknown[][] {
  return sampleProducts.flatMap((product) =>
    product.categories.map((category) => [productId(product), sampleId('category', category)]),
  );
}

// The listings as they are on the day of this migration: it must do the same when the shop's own code has moved on.
async function list(queryRunner: QueryRunner): Promise<void> {
  const sortColumns = 'p.id, p.published_at, p.price_from_amount, p.name, p.popularity';
  const ids = sampleProducts.map(productId);
  await queryRunner.query(
    `INSERT INTO product_listings (scope_id, product_id, published_at, price_from_amount, name, popularity)
     SELECT UNHEX(REPEAT('0', 32)), ${sortColumns}
     FROM products p
     WHERE p.id IN (?)
     UNION ALL
     SELECT pc.category_id, ${sortColumns}
     FROM products p
     JOIN product_categories pc ON pc.product_id = p.id
     WHERE p.id IN (?)
     UNION ALL
     SELECT DISTINCT c.department_id, ${sortColumns}
     FROM products p
     JOIN product_categories pc ON pc.product_id = p.id
     JOIN categories c ON c.id = pc.category_id
     WHERE p.id IN (?)`,
    [ids, ids, ids],
  );
  await count(queryRunner);
}

async function count(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('DELETE FROM listing_totals');
  await queryRunner.query(
    `INSERT INTO listing_totals (scope_id, total)
     SELECT scope_id, COUNT(*)
     FROM product_listings
     GROUP BY scope_id`,
  );
}
