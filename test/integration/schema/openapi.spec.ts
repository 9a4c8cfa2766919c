import { readFileSync, writeFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createApi } from '../../../apps/api/src/create-api.js';
import { openApiDocument } from '../../../apps/api/src/openapi.js';
import { bytesToId } from '#platform/database/id-column.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { sampleId } from '../../../migrations/sample/shop/ids.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const file = new URL('../../../docs/openapi.json', import.meta.url);
let database: TestDatabase;
let app: NestFastifyApplication;
let document: OpenAPIObject;

beforeAll(async () => {
  database = await createTestDatabase();
  const config = testConfig({ DATABASE_URL: database.url });
  app = await createApi(config, new StructuredLogger(createPino(config, 'test')));
  await app.init();
  document = JSON.parse(JSON.stringify(openApiDocument(app))) as OpenAPIObject;
  if (process.env['UPDATE_OPENAPI'] === 'true') writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

interface Operation {
  summary?: string;
  security?: unknown[];
  operationId?: string;
}

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

describe('the OpenAPI document', () => {
  it('in docs/ is the one of the code (UPDATE_OPENAPI=true npm test -- openapi writes it)', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
  });

  it('describes every route', () => {
    expect(operations().length).toBeGreaterThan(30);
    expect(
      operations()
        .filter(([, { summary }]) => summary === undefined || summary === '')
        .map(([route]) => route),
    ).toEqual([]);
  });

  it('can be tried as it stands: what its requests name is in the sample shop', () => {
    const schemas = document.components?.schemas as Record<
      string,
      { properties: Record<string, { example: unknown }> }
    >;
    const exampleOf = (schema: string, field: string): unknown => schemas[schema]?.properties[field]?.example;
    expect(exampleOf('AddCartItemRequest', 'variantId')).toBe(bytesToId(sampleId('variant', 'HFIS-OCE-M')));
    const shipping = bytesToId(sampleId('shipping-method', 'us standard'));
    expect(exampleOf('QuoteRequest', 'shippingMethodId')).toBe(shipping);
    expect(exampleOf('PlaceOrderRequest', 'shippingMethodId')).toBe(shipping);
  });

  it('names each operation once', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
