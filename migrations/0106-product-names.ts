import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Staff find products by words of their names, drafts too: this index holds nothing but names, so that looking through all of them is quick. */
export class ProductNames1790000000106 implements MigrationInterface {
  readonly name = 'ProductNames1790000000106';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE products ADD KEY products_name (name)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE products DROP KEY products_name');
  }
}
