/**
 * The structure as rules on imports. test/architecture plants a violation of each and sees it caught.
 * `asks` is the graph of who may call whose facade; everything else between contexts goes by events.
 */
export const contexts = [
  'catalog',
  'inventory',
  'cart',
  'ordering',
  'payment',
  'customers',
  'notifications',
  'exchange',
  'privacy',
];

export const asks = {
  cart: ['catalog', 'inventory'],
  ordering: ['cart', 'catalog', 'inventory'],
  payment: ['ordering'],
  catalog: [],
  // Only the staff's pages do, for names; nothing on the way of an order.
  inventory: ['catalog'],
  customers: [],
  notifications: [],
  exchange: ['catalog', 'inventory', 'ordering', 'customers'],
  // Gathers what every context holds of a person.
  privacy: ['customers', 'catalog', 'cart', 'ordering', 'payment', 'notifications'],
};

const any = contexts.join('|');
const spec = '\\.spec\\.ts$';
const framework = '^node_modules/';

const graphRules = contexts.map((context) => ({
  name: `graph-${context}`,
  comment: `${context} may ask only: ${asks[context].join(', ') || 'nobody'}. Types of published events (events.ts) are open to all.`,
  severity: 'error',
  from: { path: `^libs/${context}/` },
  to: {
    path: `^libs/(${any})/src/`,
    pathNot: [
      `^libs/${context}/`,
      '/src/events\\.ts$',
      ...asks[context].map((other) => `^libs/${other}/src/index\\.ts$`),
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...graphRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'context-by-its-door',
      comment: 'Another context is reached through index.ts or events.ts alone.',
      severity: 'error',
      from: { path: `^libs/(${any})/` },
      to: { path: `^libs/(${any})/src/`, pathNot: ['^libs/$1/', '/src/(index|events)\\.ts$'] },
    },
    {
      name: 'doors-are-for-apps',
      comment: 'http/ and jobs/ of a context are entered from apps/ alone.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(http|jobs)/', pathNot: ['^libs/$1/', '^libs/platform/'] },
    },
    {
      name: 'api-has-no-jobs',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: {
        path: `^libs/(${any})/src/`,
        pathNot: [`^libs/(${any})/src/http/(${any})-http\\.module\\.ts$`, '^libs/customers/src/index\\.ts$'],
      },
    },
    {
      name: 'worker-has-no-http',
      severity: 'error',
      from: { path: '^apps/worker/' },
      to: {
        path: `^libs/(${any})/src/`,
        pathNot: [`^libs/(${any})/src/jobs/(${any})-jobs\\.module\\.ts$`, '/src/index\\.ts$'],
      },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ imports itself and the kernel.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: spec },
      to: { pathNot: ['^libs/[^/]+/src/domain/', '^libs/shared-kernel/'] },
    },
    {
      name: 'domain-of-its-own-context',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/' },
      to: { path: '^libs/[^/]+/src/domain/', pathNot: '^libs/$1/' },
    },
    {
      name: 'application-knows-no-technology',
      comment:
        'No ORM, no queue, no web, no SDK in use cases; Injectable of @nestjs/common is the one exception.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/application/', pathNot: spec },
      to: { path: framework, pathNot: '^node_modules/(@nestjs/common|@types/node)/' },
    },
    {
      name: 'application-knows-no-doors',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/(application|domain|queries)/', pathNot: spec },
      to: { path: '^libs/[^/]+/src/(http|jobs|infrastructure)/', pathNot: '^libs/platform/src/' },
    },
    {
      name: 'application-knows-no-http-of-platform',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/(application|domain)/', pathNot: spec },
      to: { path: '^libs/platform/src/(http|auth|queue|rate-limit|health)/' },
    },
    {
      name: 'doors-do-not-touch-infrastructure',
      severity: 'error',
      from: { path: `^libs/(${any})/src/(http|jobs)/`, pathNot: ['\\.module\\.ts$', spec] },
      to: { path: `^libs/(${any})/src/infrastructure/` },
    },
    {
      name: 'stripe-in-one-place',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: ['^libs/payment/src/infrastructure/', spec] },
      to: { path: '^node_modules/stripe/' },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^libs/(platform|shared-kernel)/' },
      to: { path: `^libs/(${any})/` },
    },
    {
      name: 'kernel-is-pure',
      severity: 'error',
      from: { path: '^libs/shared-kernel/', pathNot: spec },
      to: { pathNot: '^libs/shared-kernel/' },
    },
    {
      name: 'events-import-nothing',
      severity: 'error',
      from: { path: `^libs/(${any})/src/events\\.ts$` },
      to: { pathNot: '^$' },
    },
    {
      name: 'production-without-tools',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: spec },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'testing-stays-in-tests',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: [spec, '/testing/'] },
      to: { path: '^libs/[^/]+/src/testing/' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
