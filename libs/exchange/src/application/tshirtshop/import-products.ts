import { Injectable } from '@nestjs/common';
import { CatalogBulk, ProductKeys, type BulkProduct } from '#catalog';
import { InventoryFacade } from '#inventory';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Outcome } from '../../domain/tshirtshop/import-report.js';
import { ImportedRecords, type ImportedRecord } from '../../domain/tshirtshop/imported-records.js';
import { productSlugs } from '../../domain/tshirtshop/names.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import type { AttributeValues } from './import-options.js';
import { text, type ImportRun } from './import-run.js';
import { draftOf, type SourceProduct } from './product-draft.js';

/** Some hundreds of variants for each transaction. */
const batch = 20;

interface Planned {
  readonly source: SourceProduct;
  readonly sourceId: string;
  readonly product: BulkProduct;
  readonly contentHash: string;
  readonly record: ImportedRecord | undefined;
}

type Verdict = { readonly outcome: Outcome } | { readonly reason: string };

/** Products with their variants, places and pictures, through the door of the catalogue that all imports use. */
@Injectable()
export class ImportProducts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: CatalogBulk,
    private readonly keys: ProductKeys,
    private readonly inventory: InventoryFacade,
    private readonly records: ImportedRecords,
    private readonly config: Config,
  ) {}

  async run(run: ImportRun, values: AttributeValues): Promise<void> {
    for await (const page of run.shop.pages('product')) {
      for (let start = 0; start < page.length; start += batch) {
        const sources = await this.sourcesOf(run, page.slice(start, start + batch), values);
        await this.unitOfWork.run(() => this.keep(run, sources));
      }
    }
    run.report.skippedRest('product_category', 'its product is not there');
    run.report.skippedRest('product_attribute', 'its product is not there');
  }

  private async sourcesOf(
    { shop, report }: ImportRun,
    rows: readonly ShopRow<'product'>[],
    values: AttributeValues,
  ): Promise<SourceProduct[]> {
    const ids = rows.map((row) => text(row.product_id));
    const places = Map.groupBy(await shop.having('product_category', 'product_id', ids), (row) =>
      text(row.product_id),
    );
    const links = Map.groupBy(await shop.having('product_attribute', 'product_id', ids), (row) =>
      text(row.product_id),
    );
    const slugs = await this.unitOfWork.run(() =>
      this.categorySlugs([...places.values()].flat().map((row) => text(row.category_id))),
    );
    return rows.map((row) => {
      const own = places.get(text(row.product_id)) ?? [];
      const categories = own.map(({ category_id }) => text(category_id)).filter((id) => slugs.has(id));
      report.skipped('product_category', 'its category is not there', own.length - categories.length);
      const linked = links.get(text(row.product_id)) ?? [];
      const known = linked.flatMap(({ attribute_value_id }) => values.get(text(attribute_value_id)) ?? []);
      report.skipped('product_attribute', 'its attribute value is not there', linked.length - known.length);
      return { row, categories, values: inOrder(known) };
    });
  }

  /** Inside a unit of work. */
  private async keep(run: ImportRun, sources: readonly SourceProduct[]): Promise<void> {
    const known = await this.records.find(
      'product',
      sources.map(({ row }) => text(row.product_id)),
    );
    const planned: Planned[] = [];
    const unchanged: ImportedRecord[] = [];
    const slugs = await this.slugs(sources, known);
    const categories = await this.categorySlugs(sources.flatMap((source) => source.categories));
    for (const source of sources) {
      const sourceId = text(source.row.product_id);
      const record = known.get(sourceId);
      const slug = slugs.get(sourceId);
      const draft = draftOf(source, this.config.shop.currency, run.report);
      if ('refused' in draft) tell(run, source, { reason: draft.refused });
      else if (record?.contentHash === draft.contentHash) {
        tell(run, source, { outcome: 'unchanged' });
        unchanged.push(record);
      } else if (slug === undefined) tell(run, source, { reason: 'the product that it became is gone' });
      else {
        const product = {
          ...draft.product,
          slug,
          categories: source.categories.flatMap((id) => categories.get(id) ?? []),
        };
        planned.push({
          source,
          sourceId,
          record,
          contentHash: draft.contentHash,
          product: record === undefined ? product : withoutPictures(product),
        });
      }
    }
    await this.write(run, planned);
    await this.fillShelves(run, [
      ...unchanged.map(({ targetId }) => targetId),
      ...(await this.idsOf(planned)),
    ]);
  }

  /** For products that are here their own, which staff may have changed; for new ones the first that is free. */
  private async slugs(
    sources: readonly SourceProduct[],
    known: ReadonlyMap<string, ImportedRecord>,
  ): Promise<Map<string, string>> {
    const here = await this.keys.byId([...known.values()].map(({ targetId }) => targetId));
    const wishes = sources.map(({ row }) => ({
      id: text(row.product_id),
      slugs: productSlugs(text(row.product_id), text(row.name)),
    }));
    const taken = new Set((await this.keys.bySlug(wishes.flatMap(({ slugs }) => slugs))).keys());
    const found = new Map<string, string>();
    for (const { id, slugs } of wishes) {
      const record = known.get(id);
      const slug =
        record === undefined ? slugs.find((each) => !taken.has(each)) : here.get(record.targetId)?.slug;
      if (slug === undefined) continue;
      taken.add(slug);
      found.set(id, slug);
    }
    return found;
  }

  private async write({ report, ...run }: ImportRun, planned: readonly Planned[]): Promise<void> {
    const problems = await this.catalog.check(planned.map(({ product }) => product));
    const wrong = new Map(problems.map(({ slug, field, message }) => [slug, `${field}: ${message}`]));
    const right = planned.filter(({ product }) => !wrong.has(product.slug));
    for (const { source, product } of planned) {
      const reason = wrong.get(product.slug);
      if (reason !== undefined) tell({ report, ...run }, source, { reason });
    }
    const before = await this.keys.variantsBySku(skusOf(right));
    await this.catalog.upsert(
      right.map(({ product }) => product),
      { actor: 'system:import', reason: 'import of a tshirtshop' },
    );
    const here = await this.keys.bySlug(right.map(({ product }) => product.slug));
    await this.records.keep(
      'product',
      right.flatMap(({ sourceId, product, contentHash }) => {
        const targetId = here.get(product.slug)?.productId;
        return targetId === undefined ? [] : { sourceId, targetId, contentHash };
      }),
    );
    for (const { source, record } of right)
      tell({ report, ...run }, source, { outcome: record === undefined ? 'created' : 'updated' });
    const variants = skusOf(right).length - before.size;
    report.makes('variants', variants);
    if (run.options.stock === 0)
      report.remark('variants without stock, that is, sold out: --stock N gives N pieces to each', variants);
    report.makes('picture names', right.flatMap(({ product }) => product.images ?? []).length);
  }

  /** What never had any stock gets some, if asked: what was counted or sold here since stays as it is. */
  private async fillShelves({ options, report }: ImportRun, productIds: readonly string[]): Promise<void> {
    if (options.stock === 0) return;
    const variants = await this.keys.variantsOf(productIds);
    const counted = await this.inventory.stockOf(variants.map(({ variantId }) => variantId));
    const lines = variants
      .filter(({ variantId }) => !counted.has(variantId))
      .map(({ variantId }) => ({ variantId, quantity: options.stock }));
    if (lines.length === 0) return;
    await this.inventory.setStocks(lines, 'import of a tshirtshop', 'system:import');
    report.makes('variants with stock', lines.length);
  }

  /** What the categories of the dump are called here, by their number there. */
  private async categorySlugs(sourceIds: readonly string[]): Promise<Map<string, string>> {
    const records = [...(await this.records.find('category', sourceIds)).values()];
    const slugs = await this.keys.categorySlugs(records.map(({ targetId }) => targetId));
    return new Map(
      records.flatMap(({ sourceId, targetId }) => {
        const slug = slugs.get(targetId);
        return slug === undefined ? [] : [[sourceId, slug] as const];
      }),
    );
  }

  private async idsOf(planned: readonly Planned[]): Promise<string[]> {
    return [...(await this.keys.bySlug(planned.map(({ product }) => product.slug))).values()].map(
      ({ productId }) => productId,
    );
  }
}

function tell({ report }: ImportRun, { row, categories, values }: SourceProduct, verdict: Verdict): void {
  if (row.product_id === null) return;
  if ('reason' in verdict) {
    report.skipped('product', verdict.reason);
    report.skipped('product_category', 'its product was not taken', categories.length);
    report.skipped('product_attribute', 'its product was not taken', values.length);
    return;
  }
  report.took('product', verdict.outcome);
  report.took('product_category', verdict.outcome, categories.length);
  report.took('product_attribute', verdict.outcome, values.length);
}

/** Of attributes and values as they were numbered, which is how the other shop showed them. */
function inOrder(values: readonly SourceProduct['values'][number][]): SourceProduct['values'] {
  return values.toSorted(
    (one, other) => Number(one.attributeId) - Number(other.attributeId) || Number(one.id) - Number(other.id),
  );
}

/** Pictures of a product that is here are the staff's. */
function withoutPictures(product: BulkProduct): BulkProduct {
  const others = { ...product };
  delete others.images;
  return others;
}

function skusOf(planned: readonly Planned[]): string[] {
  return planned.flatMap(({ product }) => product.variants.map(({ sku }) => sku));
}
