import type { Provider } from '@nestjs/common';
import { AddVariant } from './application/add-variant.js';
import { ApplyDueChanges } from './application/apply-due-changes.js';
import { ArchiveProduct } from './application/archive-product.js';
import { ArchiveVariant } from './application/archive-variant.js';
import { ChangePrice } from './application/change-price.js';
import { ChangeProduct } from './application/change-product.js';
import { ChangeVariant } from './application/change-variant.js';
import { CreateProduct } from './application/create-product.js';
import { KeepCategories } from './application/keep-categories.js';
import { KeepDepartments } from './application/keep-departments.js';
import { KeepOptions } from './application/keep-options.js';
import { OrderVariants } from './application/order-variants.js';
import { PlaceProduct } from './application/place-product.js';
import { ProductChanges } from './application/product-changes.js';
import { PublishProduct } from './application/publish-product.js';
import { RemoveProduct } from './application/remove-product.js';
import { RemoveVariant } from './application/remove-variant.js';
import { VariantInputs } from './application/variant-input.js';
import { WithdrawProduct } from './application/withdraw-product.js';
import { Options } from './domain/options.js';
import { Products } from './domain/products.js';
import { Shelves } from './domain/shelves.js';
import { Listings } from './infrastructure/listings.js';
import { MysqlOptions } from './infrastructure/mysql-options.js';
import { MysqlProducts } from './infrastructure/mysql-products.js';
import { MysqlShelves } from './infrastructure/mysql-shelves.js';
import { optionMappings } from './infrastructure/option.mapping.js';
import { catalogMappings } from './infrastructure/product.mapping.js';
import { RowWriter } from './infrastructure/row-writer.js';
import { shelfMappings } from './infrastructure/shelf.mapping.js';

/** What staff do with the catalogue. */
export const administrationUseCases = [
  AddVariant,
  ApplyDueChanges,
  ArchiveProduct,
  ArchiveVariant,
  ChangePrice,
  ChangeProduct,
  ChangeVariant,
  CreateProduct,
  KeepCategories,
  KeepDepartments,
  KeepOptions,
  OrderVariants,
  PlaceProduct,
  PublishProduct,
  RemoveProduct,
  RemoveVariant,
  WithdrawProduct,
] as const;

export const administrationProviders: Provider[] = [
  ProductChanges,
  VariantInputs,
  Listings,
  RowWriter,
  { provide: Products, useClass: MysqlProducts },
  { provide: Shelves, useClass: MysqlShelves },
  { provide: Options, useClass: MysqlOptions },
];

export const administrationMappings = [...catalogMappings, ...shelfMappings, ...optionMappings];
