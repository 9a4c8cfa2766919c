import { Injectable } from '@nestjs/common';
import { BulkRefused, CatalogBulk, type BulkOutcome } from '#catalog';
import { InventoryFacade } from '#inventory';
import { Config } from '#platform/config/config.js';
import type { Import } from '../domain/import.js';
import type { ImportProblem } from '../domain/import-problem.js';
import { Imports } from '../domain/imports.js';
import { StagedRows } from '../domain/staged-rows.js';
import { productsOfBatch } from './check-batch.js';
import type { ReadProduct } from './read-product.js';
import { locate, problemOf, readProducts } from './read-products.js';

/** What the check has found right is wrong now: somebody has changed the shop in between. */
export class BatchRefused extends Error {
  constructor(readonly problems: readonly ImportProblem[]) {
    super('The shop has changed since the import was checked.');
    this.name = 'BatchRefused';
  }
}

/** Puts the next products of an import into the shop: theirs, their stock and how far it has come are one transaction. */
@Injectable()
export class ApplyBatch {
  constructor(
    private readonly imports: Imports,
    private readonly rows: StagedRows,
    private readonly catalog: CatalogBulk,
    private readonly inventory: InventoryFacade,
    private readonly config: Config,
  ) {}

  /** Inside the unit of work that has locked the import. @throws BatchRefused */
  async execute(import_: Import): Promise<void> {
    const { id, header, appliedThrough } = import_.snapshot;
    const { rows, tooLarge } = await this.rows.next(id, appliedThrough, productsOfBatch);
    if (tooLarge !== undefined) throw new BatchRefused([problemOf(tooLarge)]);
    const last = rows.at(-1);
    if (last === undefined) {
      import_.finishApplying();
    } else {
      const { products, problems } = readProducts(rows, header, this.config.shop.currency);
      if (problems.length > 0) throw new BatchRefused(problems);
      const outcome = await this.upsert(import_, products);
      import_.applied({ ...outcome, through: last.slug, rows: rows.length });
      await this.imports.save(import_);
      // Last: the stock rows are the ones that every order wants.
      await this.setStock(import_, products, outcome);
      return;
    }
    await this.imports.save(import_);
  }

  private async upsert(import_: Import, products: readonly ReadProduct[]): Promise<BulkOutcome> {
    const { id, createOptions } = import_.snapshot;
    const actor = actorOf(import_);
    try {
      return await this.catalog.upsert(
        products.map(({ product }) => product),
        { actor, createOptions, reason: reasonOf(id) },
      );
    } catch (error) {
      throw error instanceof BulkRefused ? new BatchRefused(locate(error.problems, products)) : error;
    }
  }

  private async setStock(
    import_: Import,
    products: readonly ReadProduct[],
    { variantIds }: BulkOutcome,
  ): Promise<void> {
    const { id } = import_.snapshot;
    const lines = products
      .flatMap(({ stock }) => stock)
      .map(({ sku, quantity }) => ({ variantId: variantIds.get(sku) ?? unknownSku(sku), quantity }));
    await this.inventory.setStocks(lines, reasonOf(id), actorOf(import_));
  }
}

/** Whoever has had it applied, who may be somebody else than has sent it. */
function actorOf({ snapshot: { appliedBy, actor } }: Import): string {
  return appliedBy ?? actor;
}

function reasonOf(importId: string): string {
  return `import ${importId}`;
}

function unknownSku(sku: string): never {
  throw new TypeError(`The catalogue has not named the variant of ${sku}.`);
}
