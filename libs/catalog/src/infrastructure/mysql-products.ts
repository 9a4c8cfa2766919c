import { Injectable } from '@nestjs/common';
import type { EntitySchema, ObjectLiteral } from 'typeorm';
import { Database } from '#platform/database/database.js';
import { driverErrorOf } from '#platform/database/errors.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { DomainError } from '#shared-kernel';
import {
  CategoryNotFound,
  InvalidProduct,
  ProductNotFound,
  SkuTaken,
  SlugTaken,
  VariantNotFound,
} from '../domain/catalog.errors.js';
import type { ProductId, VariantId } from '../domain/ids.js';
import { Product } from '../domain/product.js';
import { Products } from '../domain/products.js';
import type { Variant } from '../domain/variant.js';
import { Listings } from './listings.js';
import {
  choiceMapping,
  placementMapping,
  productImageMapping,
  productMapping,
  variantMapping,
  type ProductShape,
} from './product.mapping.js';

@Injectable()
export class MysqlProducts extends Products {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly listings: Listings,
  ) {
    super();
  }

  override async get(id: ProductId): Promise<Product> {
    const product = await this.unitOfWork.manager
      .createQueryBuilder(Product, 'product')
      .leftJoinAndSelect('product.variants', 'variant')
      .leftJoinAndSelect('variant.choices', 'choice')
      .leftJoinAndSelect('product.images', 'image')
      .leftJoinAndSelect('product.placements', 'placement')
      .where('product.id = :id', { id: idToBytes(id) })
      .orderBy('variant.position')
      .addOrderBy('image.position')
      .setLock('pessimistic_write')
      .getOne();
    if (product === null) throw new ProductNotFound();
    return product;
  }

  override async havingVariant(id: VariantId): Promise<Product> {
    const row = await this.database.queryOne<{ product_id: Buffer }>(
      'SELECT product_id FROM variants WHERE id = :id',
      { id: idToBytes(id) },
    );
    if (row === undefined) throw new VariantNotFound();
    return this.get(bytesToId<ProductId>(row.product_id));
  }

  override async add(product: Product): Promise<void> {
    const { variants } = product;
    await this.insert(productMapping, [product], { onDuplicate: () => new SlugTaken(product.slug) });
    await this.insert(variantMapping, variants, { onDuplicate: () => new SkuTaken() });
    await this.insert(choiceMapping, variants.flatMap(choiceRows), { onMissing: unknownOption });
    await this.insert(productImageMapping, product.images);
    await this.place(product);
    await this.listings.refresh([product.id]);
  }

  override async save(product: Product): Promise<void> {
    const { manager } = this.unitOfWork;
    await manager.update(productMapping, { id: product.id }, changingColumns(product));
    for (const { id, price, salePrice } of product.variants) {
      await manager.update(
        variantMapping,
        { id },
        { priceAmount: price.amount, salePriceAmount: salePrice?.amount ?? null },
      );
    }
    await manager.delete(placementMapping, { productId: product.id });
    await this.place(product);
    await this.listings.refresh([product.id]);
  }

  private place(product: Product): Promise<void> {
    const placements = product.categoryIds.map((categoryId) => ({ productId: product.id, categoryId }));
    return this.insert(placementMapping, placements, { onMissing: () => new CategoryNotFound() });
  }

  private async insert(
    mapping: EntitySchema<ObjectLiteral>,
    rows: readonly object[],
    refusals: Refusals = {},
  ): Promise<void> {
    if (rows.length === 0) return;
    const insertion = this.unitOfWork.manager
      .createQueryBuilder()
      .insert()
      .into(mapping)
      .values([...rows])
      .updateEntity(false);
    try {
      await insertion.execute();
    } catch (error) {
      throw namedError(error, refusals);
    }
  }
}

function choiceRows({ id, choices }: Variant): object[] {
  return choices.map(({ optionId, optionValueId }) => ({ variantId: id, optionId, optionValueId }));
}

type ChangingColumns = Pick<
  ProductShape,
  'currentStatus' | 'firstPublishedAt' | 'priceFromAmount' | 'priceToAmount' | 'listPriceAmount'
>;

function changingColumns(product: Product): ChangingColumns {
  // The summary of the prices is private to the aggregate; the mapping reads it as TypeORM does.
  const shape = product as unknown as ProductShape;
  const { currentStatus, firstPublishedAt, priceFromAmount, priceToAmount, listPriceAmount } = shape;
  return { currentStatus, firstPublishedAt, priceFromAmount, priceToAmount, listPriceAmount };
}

function unknownOption(): InvalidProduct {
  return InvalidProduct.because('variants', 'choices', 'variants must choose option values that exist');
}

/** What the database's refusals mean where they come up. */
interface Refusals {
  onDuplicate?: () => DomainError;
  /** What a foreign key points to is not there. */
  onMissing?: () => DomainError;
}

function namedError(error: unknown, { onDuplicate, onMissing }: Refusals): unknown {
  const errno = driverErrorOf(error)?.errno;
  if (errno === 1062) return onDuplicate?.() ?? error;
  // MySQL answers 1216 where it would not show the parent's definition to this user.
  if (errno === 1452 || errno === 1216) return onMissing?.() ?? error;
  return error;
}
