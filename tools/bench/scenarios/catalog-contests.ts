import type { Contest, Side } from '../contest.js';
import type { Replay } from '../load/protocol.js';
import { requestText } from '../load/wire.js';
import type { Stage } from '../stage/stage.js';
import { facetQueries, firstPages, listKeys, searchTexts, typedSoFar, type ListKey } from './catalog-keys.js';
import { deepPages } from './deep-page.js';
import type { Material } from './material.js';
import type { CatalogScenario } from './names.js';
import { zipfDraws } from './zipf.js';

/** What is asked for: each subject makes a path for ours and one for the baseline. */
interface Reading<Subject> {
  subjects: readonly Subject[];
  ours: (subject: Subject) => string;
  baseline?: (subject: Subject) => string;
}

type Server = Side['server'];
const draws = 120_000;
const manyProducts = 100_000;
/** What a slow machine has not asked for by then is asked for the first time while it is measured. */
const warmingSeconds = 45;

export async function catalogContests(
  scenario: CatalogScenario,
  stage: Stage,
  material: Material,
  clients: number,
): Promise<Contest[]> {
  const bench = new CatalogBench(stage, clients);
  switch (scenario) {
    case 'list':
      return bench.list(material);
    case 'detail':
      return bench.detail(material);
    case 'search':
      return bench.search(material);
    case 'facets':
      return bench.facets(material);
    case 'suggestions':
      return bench.suggestions();
    case 'deep-page':
      return bench.deepPage(material);
  }
}

/** Cold: the API keeps no answers. Warm: it does, and many different things are asked for, some often, most rarely. */
class CatalogBench {
  constructor(
    private readonly stage: Stage,
    private readonly clients: number,
  ) {}

  list({ categories }: Material): Contest[] {
    const ours = (key: ListKey) => `/v1/products?${query(key)}`;
    const theirs = (path: string) => (key: ListKey) => `${path}?${query(key)}`;
    const cold = { subjects: firstPages(categories.map(({ slug }) => slug)), ours };
    const warm = { subjects: listKeys(categories), ours, baseline: theirs('/list') };
    return [
      {
        ...this.contest('list, cold', this.even('api-cold', cold.subjects.map(cold.ours))),
        rivals: [
          { name: 'with total', ...this.even('baseline', cold.subjects.map(theirs('/list'))) },
          {
            name: 'without total',
            ...this.even('baseline', cold.subjects.map(theirs('/list-page'))),
            aim: 0.8,
          },
        ],
      },
      this.warm('list, warm', warm, 1.5),
    ];
  }

  detail({ slugs }: Material): Contest[] {
    const reading: Reading<string> = {
      subjects: slugs,
      ours: (slug) => `/v1/products/${slug}`,
      baseline: (slug) => `/detail/${slug}`,
    };
    return [this.cold('detail, cold', reading, 0.8), this.warm('detail, warm', reading, 1.5)];
  }

  search({ products }: Material): Contest[] {
    const reading: Reading<string> = {
      subjects: searchTexts(),
      ours: (text) => `/v1/products/search?q=${encodeURIComponent(text)}`,
      baseline: (text) => `/search?q=${encodeURIComponent(everyWord(text))}`,
    };
    // In a small shop the full-text index has next to nothing to count.
    const [cold, warm] = products < manyProducts ? [] : [3, 20];
    return [this.cold('search, cold', reading, cold), this.warm('search, warm', reading, warm)];
  }

  facets({ categories }: Material): Contest[] {
    const reading: Reading<string> = {
      subjects: facetQueries(categories.map(({ slug }) => slug)),
      ours: (text) => `/v1/products?${text}&facets=category,option,price&limit=20`,
    };
    return [{ ...this.cold('facets, cold', reading), aimP95: 150 }, this.warm('facets, warm', reading)];
  }

  suggestions(): Contest[] {
    const reading: Reading<string> = {
      subjects: typedSoFar(),
      ours: (text) => `/v1/search/suggestions?q=${encodeURIComponent(text)}`,
    };
    return [{ ...this.cold('suggestions, cold', reading), aimP95: 20 }];
  }

  async deepPage({ products }: Material): Promise<Contest[]> {
    const { page, first, deep } = await deepPages(this.stage, products);
    return [
      {
        ...this.contest(`page ${page.toLocaleString('en-US')} by cursor, cold`, this.even('api-cold', deep)),
        rivals: [{ name: 'our first page', ...this.even('api-cold', first), aim: 0.9 }],
      },
    ];
  }

  private cold<Subject>(
    scenario: string,
    { subjects, ours, baseline }: Reading<Subject>,
    aim?: number,
  ): Contest {
    const rival = baseline && this.even('baseline', subjects.map(baseline));
    return {
      ...this.contest(scenario, this.even('api-cold', subjects.map(ours))),
      rivals:
        rival === undefined ? [] : [{ name: 'baseline', ...rival, ...(aim === undefined ? {} : { aim }) }],
    };
  }

  private warm<Subject>(
    scenario: string,
    { subjects, ours, baseline }: Reading<Subject>,
    aim?: number,
  ): Contest {
    const order = zipfDraws(subjects.length, draws);
    const rival = baseline && this.side('baseline', subjects.map(baseline), order);
    const keys = [...new Set(order)];
    const warming = this.side('api', subjects.map(ours), keys, 'once');
    return {
      ...this.contest(scenario, this.side('api', subjects.map(ours), order)),
      keys: keys.length,
      prepare: { server: 'api', task: () => warming.task(warmingSeconds) },
      rivals:
        rival === undefined ? [] : [{ name: 'baseline', ...rival, ...(aim === undefined ? {} : { aim }) }],
    };
  }

  private contest(scenario: string, ours: Side): Contest {
    return { scenario, clients: this.clients, ours, rivals: [] };
  }

  /** All of them in turn, each as often as the others. */
  private even(server: Server, paths: readonly string[]): Side {
    return this.side(server, paths);
  }

  private side(
    server: Server,
    paths: readonly string[],
    order?: readonly number[],
    use: Replay['use'] = 'again',
  ): Side {
    const task: Omit<Replay, 'seconds'> = {
      ...{ kind: 'replay', use, status: 200, clients: this.clients, port: this.stage.ports[server] },
      requests: paths.map((path) => requestText('GET', path)),
      ...(order === undefined ? {} : { order }),
    };
    return { server, task: (seconds) => Promise.resolve({ ...task, seconds }) };
  }
}

function query({ category, sort, page, limit }: ListKey): string {
  return `category=${category}&sort=${sort}&page=${String(page)}&limit=${String(limit)}`;
}

/** As ours: all words, and the last one may be unfinished. */
function everyWord(text: string): string {
  return `${text.replace(/(^| )/g, '$1+')}*`;
}
