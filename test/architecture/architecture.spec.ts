import { describe, expect, it } from '@jest/globals';
import { asks, contexts } from '../../.dependency-cruiser.mjs';
import { cruisePlanted, cruiseProject, type Plant } from './cruise.js';

const packages = ['stripe', 'typeorm', 'bull', '@nestjs/common', '@nestjs/swagger'];

const targets = [
  'libs/shared-kernel/src/index.ts',
  'libs/platform/src/database/unit-of-work.ts',
  'libs/platform/src/http/validation.ts',
  'test/support/shop.ts',
  'tools/bench/main.ts',
  ...contexts.flatMap((context) => [
    `libs/${context}/src/index.ts`,
    `libs/${context}/src/events.ts`,
    `libs/${context}/src/domain/thing.ts`,
    `libs/${context}/src/infrastructure/mysql-things.ts`,
    `libs/${context}/src/testing/thing.builder.ts`,
    `libs/${context}/src/http/${context}-http.module.ts`,
    `libs/${context}/src/jobs/${context}-jobs.module.ts`,
  ]),
];

/** Each rule and an import that breaks it. */
const violations: Record<string, Plant> = {
  'no-cycles': { file: 'libs/cart/src/application/one.ts', imports: './other.js' },
  'context-by-its-door': {
    file: 'libs/ordering/src/application/inside.ts',
    imports: '../../../cart/src/infrastructure/mysql-things.js',
  },
  'doors-are-for-apps': { file: 'libs/ordering/src/application/door.ts', imports: '#cart/http' },
  'api-has-no-jobs': { file: 'apps/api/src/jobs.ts', imports: '#cart/jobs' },
  'worker-has-no-http': { file: 'apps/worker/src/web.ts', imports: '#cart/http' },
  'domain-is-pure': { file: 'libs/cart/src/domain/orm.ts', imports: 'typeorm' },
  'domain-of-its-own-context': {
    file: 'libs/cart/src/domain/foreign.ts',
    imports: '../../../catalog/src/domain/thing.js',
  },
  'application-knows-no-technology': { file: 'libs/cart/src/application/queue.ts', imports: 'bull' },
  'application-knows-no-doors': {
    file: 'libs/cart/src/application/adapter.ts',
    imports: '../infrastructure/mysql-things.js',
  },
  'application-knows-no-http-of-platform': {
    file: 'libs/cart/src/application/web.ts',
    imports: '#platform/http/validation.js',
  },
  'doors-do-not-touch-infrastructure': {
    file: 'libs/cart/src/http/carts.controller.ts',
    imports: '../infrastructure/mysql-things.js',
  },
  'stripe-in-one-place': { file: 'libs/ordering/src/infrastructure/pay.ts', imports: 'stripe' },
  'platform-knows-no-business': { file: 'libs/platform/src/database/business.ts', imports: '#cart' },
  'kernel-is-pure': { file: 'libs/shared-kernel/src/orm.ts', imports: 'typeorm' },
  'events-import-nothing': { file: 'libs/payment/src/events.ts', imports: '#shared-kernel' },
  'production-without-tools': {
    file: 'libs/cart/src/infrastructure/bench.ts',
    imports: '../../../../tools/bench/main.js',
  },
  'testing-stays-in-tests': {
    file: 'libs/cart/src/infrastructure/built.ts',
    imports: '../testing/thing.builder.js',
  },
  'no-unresolved': { file: 'libs/cart/src/application/nothing.ts', imports: './does-not-exist.js' },
};

/** Imports that look similar and are right. */
const innocent: Plant[] = [
  { file: 'libs/cart/src/application/ok.ts', imports: '../domain/thing.js' },
  { file: 'libs/cart/src/application/nest.ts', imports: '@nestjs/common' },
  { file: 'libs/cart/src/application/run.ts', imports: '#platform/database/unit-of-work.js' },
  { file: 'libs/cart/src/infrastructure/orm.ts', imports: 'typeorm' },
  { file: 'libs/payment/src/infrastructure/stripe-gateway.ts', imports: 'stripe' },
  { file: 'libs/cart/src/domain/thing.spec.ts', imports: '../testing/thing.builder.js' },
  { file: 'apps/api/src/api.module.ts', imports: '#cart/http' },
];

const companion: Plant = { file: 'libs/cart/src/application/other.ts', imports: './one.js' };

describe('the architecture', () => {
  it('is kept by the whole project', () => {
    expect(cruiseProject()).toEqual([]);
  });

  const found = cruisePlanted([...Object.values(violations), companion, ...innocent], packages, targets);

  it.each(Object.entries(violations))('sees a planted violation of %s', (rule, { file }) => {
    expect(found.filter((violation) => violation.from === file).map((violation) => violation.rule)).toContain(
      rule,
    );
  });

  it.each(innocent)('has nothing against $file importing $imports', ({ file }) => {
    expect(found.filter((violation) => violation.from === file)).toEqual([]);
  });

  it('has a planted violation for every rule that it knows', async () => {
    const { default: configuration } = await import('../../.dependency-cruiser.mjs');
    const rules = configuration.forbidden
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('graph-'));
    expect(Object.keys(violations).sort()).toEqual(rules.sort());
  });
});

describe('the graph of who may ask whom', () => {
  const pairs = contexts.flatMap((context) =>
    contexts.filter((other) => other !== context).map((other) => ({ context, other })),
  );
  const fileOf = ({ context, other }: { context: string; other: string }): string =>
    `libs/${context}/src/application/ask-${other}.ts`;
  const listenerOf = ({ context, other }: { context: string; other: string }): string =>
    `libs/${context}/src/jobs/hear-${other}.ts`;
  const found = cruisePlanted(
    pairs.flatMap((pair) => [
      { file: fileOf(pair), imports: `#${pair.other}` },
      { file: listenerOf(pair), imports: `#${pair.other}/events` },
    ]),
    packages,
    targets,
  );

  it.each(pairs)('is asked about $context → $other', (pair) => {
    const allowed = asks[pair.context]?.includes(pair.other) === true;
    const rules = found.filter(({ from }) => from === fileOf(pair)).map(({ rule }) => rule);
    expect(rules).toEqual(allowed ? [] : [`graph-${pair.context}`]);
  });

  it('lets everybody hear everybody else', () => {
    expect(found.filter(({ from }) => from.includes('/jobs/hear-'))).toEqual([]);
  });

  it('has no way round in a circle', () => {
    const reaches = (from: string, to: string, seen: string[] = []): boolean =>
      (asks[from] ?? []).some(
        (next) => next === to || (!seen.includes(next) && reaches(next, to, [...seen, next])),
      );
    expect(contexts.filter((context) => reaches(context, context))).toEqual([]);
  });
});
