import { Injectable } from '@nestjs/common';
import { ReviewsImport, type ImportedReviewOutcome } from '#catalog';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ImportedRecords } from '../../domain/tshirtshop/imported-records.js';
import { dateOf } from '../../domain/tshirtshop/old-order.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import { hashOf, text, type ImportRun } from './import-run.js';

/** Shown at once, since the other shop has shown them: staff can still reject one. */
@Injectable()
export class ImportReviews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reviews: ReviewsImport,
    private readonly records: ImportedRecords,
  ) {}

  async run(run: ImportRun): Promise<void> {
    for await (const page of run.shop.pages('review')) {
      const authors = await run.shop.having(
        'customer',
        'customer_id',
        page.map((row) => text(row.customer_id)),
      );
      const names = new Map(authors.map((row) => [text(row.customer_id), text(row.name)]));
      await this.unitOfWork.run(() => this.keepAll(run, page, names));
    }
  }

  private async keepAll(
    run: ImportRun,
    rows: readonly ShopRow<'review'>[],
    names: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { report } = run;
    const known = await this.records.find(
      'review',
      rows.map((row) => text(row.review_id)),
    );
    const products = await this.records.find(
      'product',
      rows.map((row) => text(row.product_id)),
    );
    const customers = await this.records.find(
      'customer',
      rows.map((row) => text(row.customer_id)),
    );
    for (const row of rows) {
      const sourceId = text(row.review_id);
      const contentHash = hashOf(row);
      const record = known.get(sourceId);
      const productId = products.get(text(row.product_id))?.targetId;
      const customerId = customers.get(text(row.customer_id))?.targetId;
      if (record?.contentHash === contentHash) report.took('review', 'unchanged');
      else if (record !== undefined)
        report.skipped('review', 'it was taken before and differs now: it belongs to its author here');
      else if (productId === undefined) report.skipped('review', 'its product was not taken');
      else if (customerId === undefined) report.skipped('review', 'its customer was not taken');
      else {
        const outcome = await this.reviews.keep({
          ...{ productId, customerId, rating: Number(row.rating), body: text(row.review) },
          authorName: (names.get(text(row.customer_id)) ?? '').slice(0, 60),
          writtenAt: dateOf(row.created_on) ?? new Date(0),
        });
        if ('reviewId' in outcome)
          await this.records.keep('review', [{ sourceId, targetId: outcome.reviewId, contentHash }]);
        tell(run, outcome);
      }
    }
  }
}

function tell({ report }: ImportRun, outcome: ImportedReviewOutcome): void {
  if ('reviewId' in outcome) report.took('review', 'created');
  else if (outcome.refused === 'known')
    report.skipped('review', 'its customer has a review of the product already');
  else if (outcome.refused === 'not-published') report.skipped('review', 'its product is not published');
  else report.skipped('review', outcome.refused.join('; '));
}
