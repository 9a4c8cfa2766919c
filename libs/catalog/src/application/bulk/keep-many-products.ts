import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { BulkReferences } from '../../domain/bulk-references.js';
import { Options } from '../../domain/options.js';
import type { Product } from '../../domain/product.js';
import { Products } from '../../domain/products.js';
import { ProductExportQueries } from '../../queries/product-export.queries.js';
import {
  BulkRefused,
  CatalogBulk,
  type BulkOptions,
  type BulkOutcome,
  type BulkProblem,
  type BulkProduct,
  type BulkUpsertOptions,
  type ExportedProduct,
} from '../catalog-bulk.js';
import { Choices } from './choices.js';
import { difference, factsOf, type Facts } from './facts.js';
import { ProductPlan, type References } from './product-plan.js';

interface Planned {
  readonly plans: readonly ProductPlan[];
  readonly before: ReadonlyMap<Product, Facts>;
  readonly choices: Choices;
  readonly problems: readonly BulkProblem[];
}

/** Plans every product in memory by the rules of the aggregate; a check ends there, an upsert writes what has changed. */
@Injectable()
export class KeepManyProducts extends CatalogBulk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly references: BulkReferences,
    private readonly options: Options,
    private readonly exports: ProductExportQueries,
    private readonly audit: AuditLog,
    private readonly config: Config,
  ) {
    super();
  }

  override async check(products: readonly BulkProduct[], options: BulkOptions = {}): Promise<BulkProblem[]> {
    if (products.length === 0) return [];
    return this.unitOfWork.run(async () => [...(await this.plan(products, options)).problems]);
  }

  override async upsert(products: readonly BulkProduct[], options: BulkUpsertOptions): Promise<BulkOutcome> {
    if (products.length === 0) return { created: 0, changed: 0, unchanged: 0, variantIds: new Map() };
    const planned = await this.plan(products, options);
    if (planned.problems.length > 0) throw new BulkRefused(planned.problems);
    return this.write(planned, options);
  }

  override optionCodes(): Promise<string[]> {
    return this.exports.optionCodes();
  }

  override export(): AsyncIterable<ExportedProduct[]> {
    return this.exports.all();
  }

  private async plan(
    products: readonly BulkProduct[],
    { createOptions = false }: BulkOptions,
  ): Promise<Planned> {
    // Locked before they are looked up: what somebody adds meanwhile is known then, and not made once more.
    const editable = createOptions ? await this.options.all() : undefined;
    const choices = new Choices(await this.references.options(), editable);
    const references = await this.lookUp(products, choices);
    const before = new Map([...references.existing.values()].map((product) => [product, factsOf(product)]));
    const plans = products.map((product) => new ProductPlan(product, references));
    for (const plan of plans) plan.make();
    const problems = [...repeated(products), ...plans.flatMap((plan) => plan.problems)];
    return { plans, before, choices, problems };
  }

  private async lookUp(products: readonly BulkProduct[], choices: Choices): Promise<References> {
    const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    const slugs = products.flatMap(({ categories = [] }) => categories);
    const [ids, ownersOfSkus, categories, now] = await Promise.all([
      this.references.productsBySlug(products.map(({ slug }) => slug)),
      this.references.ownersOfSkus([...new Set(skus)]),
      this.references.categoriesBySlug([...new Set(slugs)]),
      this.products.now(),
    ]);
    const existing = ids.size === 0 ? [] : await this.products.getMany([...ids.values()]);
    return {
      existing: new Map(existing.map((product) => [product.slug, product])),
      ownersOfSkus,
      categories,
      choices,
      currency: this.config.shop.currency,
      now,
    };
  }

  private async write(planned: Planned, options: BulkUpsertOptions): Promise<BulkOutcome> {
    const { plans, before, choices } = planned;
    const added = plans.filter(({ isNew }) => isNew).flatMap(({ product }) => product ?? []);
    const changes = [...before].map(([product, facts]) => ({
      product,
      ...difference(facts, factsOf(product)),
    }));
    const changed = changes.filter(({ after }) => Object.keys(after).length > 0);
    for (const option of choices.added) await this.options.add(option);
    for (const option of choices.changed) await this.options.save(option);
    if (added.length > 0) await this.products.addMany(added);
    if (changed.length > 0) await this.products.saveMany(changed.map(({ product }) => product));
    const { actor, reason } = options;
    await this.audit.appendAll(
      [
        ...added.map((product) =>
          entry('catalog.create-product', product, { after: { reason, ...factsOf(product) } }),
        ),
        ...changed.map(({ product, before, after }) =>
          entry('catalog.change-product', product, { before, after: { reason, ...after } }),
        ),
      ].map((each) => ({ actor, ...each })),
    );
    return {
      created: added.length,
      changed: changed.length,
      unchanged: before.size - changed.length,
      variantIds: variantIdsOf(plans),
    };
  }
}

function entry(
  action: string,
  { id }: Product,
  states: { before?: Facts; after: Facts },
): { action: string; subjectType: string; subjectId: string; before?: Facts; after: Facts } {
  return { action, subjectType: 'product', subjectId: id, ...states };
}

function variantIdsOf(plans: readonly ProductPlan[]): Map<string, string> {
  const variants = plans.flatMap(({ product }) => product?.variants ?? []);
  return new Map(variants.map(({ sku, id }) => [sku, id]));
}

/** A slug or a SKU that is there twice: which of the two should hold? */
function repeated(products: readonly BulkProduct[]): BulkProblem[] {
  const slugs = new Set<string>();
  const skus = new Set<string>();
  const problems: BulkProblem[] = [];
  for (const { slug, variants } of products) {
    if (slugs.has(slug))
      problems.push({ slug, field: 'slug', code: 'repeated', message: `slug ${slug} is there twice` });
    slugs.add(slug);
    for (const { sku } of variants) {
      if (skus.has(sku))
        problems.push({ slug, sku, field: 'sku', code: 'repeated', message: `sku ${sku} is there twice` });
      skus.add(sku);
    }
  }
  return problems;
}
