import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../apps/api/src/openapi.js';
import { operationsOf, type Document } from '../../tools/fuzz/document.js';
import type { Find, Report } from '../../tools/fuzz/report.js';
import { FuzzRun } from '../../tools/fuzz/run.js';
import { Shop } from '../support/shop.js';

const requests = Number(process.env['FUZZ_REQUESTS'] ?? 2_000);

let shop: Shop;
let document: Document;
let report: Report;

// The short form of `npm run fuzz`, with the same seed each time: what it finds here was broken by what has changed.
beforeAll(async () => {
  shop = await Shop.open({
    apis: 2,
    workers: 0,
    variables: { ACCOUNT_VERIFICATION: 'optional', TRUSTED_PROXIES: '1', RATE_LIMIT_PER_MINUTE: '1000000' },
  });
  document = JSON.parse(JSON.stringify(openApiDocument(shop.apis[0]!))) as Document;
  report = await new FuzzRun({
    ...{ urls: shop.urls, document, requests, seed: Number(process.env['FUZZ_SEED'] ?? 20_261_120) },
    write: (sql, values) => shop.database.query(sql, values),
  }).execute();
}, 300_000);

afterAll(() => shop.close());

function oneLine({ check, detail, route, asker, curl, answer }: Find): string {
  return `${check}: ${detail}, ${route}, ${asker}: ${curl} → ${answer}`;
}

describe('whatever is sent to the API', () => {
  it('is answered as the document says, and tells nobody what is none of their business', () => {
    expect(report.finds.map(oneLine)).toEqual([]);
    expect(report.requests).toBeGreaterThanOrEqual(requests);
  });

  it('reaches every route', () => {
    const missed = operationsOf(document).filter(({ route }) => report.table[route] === undefined);
    expect(missed.map(({ route }) => route)).toEqual([]);
  });
});
