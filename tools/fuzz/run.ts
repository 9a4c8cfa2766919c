import fc from 'fast-check';
import { requestOf } from './build.js';
import { Cast, type Asker } from './cast.js';
import { operationsOf, pathParameters, type Document, type Operation } from './document.js';
import { judged, type Breach } from './judge.js';
import { kindOf, Memory, told } from './memory.js';
import type { Write } from './people.js';
import { planFor, type Plan } from './plan.js';
import { curlOf, shown, type Find, type Report } from './report.js';
import { Routes } from './routes.js';
import { AnswerSchemas } from './schemas.js';
import { decoded, jsonOf, NoAnswer, Wire, type WireAnswer, type WireRequest } from './wire.js';

export interface FuzzOptions {
  /** One or more APIs of the same shop. */
  readonly urls: readonly string[];
  readonly document: Document;
  readonly write: Write;
  readonly seed: number;
  readonly requests: number;
  readonly only?: string;
  /** Hears now and then how far it is. */
  readonly progress?: (requests: number, finds: number) => void;
}

const runsAVisit = 10;
const shrinksAFind = 150;
/** What takes longer than this on average is visited less often. */
const dearMs = 120;

/** Requests made from the document, judged one by one, with a memory of what earlier answers told. */
export class FuzzRun {
  private readonly operations: readonly Operation[];
  private readonly routes: Routes;
  private readonly schemas: AnswerSchemas;
  private readonly memory = new Memory();
  private readonly wires: readonly Wire[];
  private readonly known = new Set<string>();
  private readonly finds: Find[] = [];
  private readonly table: Record<string, Record<string, number>> = {};
  private readonly spent = new Map<string, { requests: number; ms: number }>();
  private readonly plans = new Map<string, fc.Arbitrary<Plan>>();
  private sent = 0;

  constructor(private readonly options: FuzzOptions) {
    const { document, only = '', urls } = options;
    const all = operationsOf(document);
    this.routes = new Routes(all);
    this.schemas = new AnswerSchemas(document);
    this.operations = all.filter(({ route }) => route.includes(only));
    if (this.operations.length === 0) throw new Error(`No route contains "${only}".`);
    this.wires = urls.map((url) => new Wire(url));
    for (const operation of this.operations) this.plans.set(operation.id, planFor(operation, document));
  }

  async execute(): Promise<Report> {
    const since = Date.now();
    const { write, seed, requests, progress } = this.options;
    const cast = await Cast.open(this.wire, write, this.memory);
    try {
      for (let round = 0; this.sent < requests; round += 1)
        for (const operation of shuffled(this.operations, seed + round)) {
          if (this.sent >= requests) break;
          if (this.isDear(operation) && round % 6 !== 0) continue;
          await this.visit(operation, cast, seed + round * 7_919);
          progress?.(this.sent, this.finds.length);
        }
    } finally {
      for (const wire of this.wires) wire.close();
    }
    const seconds = (Date.now() - since) / 1_000;
    return { seed, requests: this.sent, seconds, finds: this.finds, table: this.table };
  }

  private get wire(): Wire {
    const wire = this.wires[this.sent % this.wires.length];
    if (wire === undefined) throw new Error('There is no API to ask.');
    return wire;
  }

  private isDear({ id }: Operation): boolean {
    const spent = this.spent.get(id);
    return spent !== undefined && spent.ms / spent.requests > dearMs;
  }

  /** Some requests to one route. What breaks is made smaller by fast-check, as long as it breaks in the same way. */
  private async visit(operation: Operation, cast: Cast, seed: number): Promise<void> {
    const plans = this.plans.get(operation.id);
    if (plans === undefined) return;
    let smallest: Find | undefined;
    let shrinks = 0;
    const property = fc.asyncProperty(plans, async (plan) => {
      const finds = await this.attempt(operation, plan, cast);
      const hunted = smallest;
      const found =
        hunted === undefined
          ? finds.find((find) => !this.known.has(signatureOf(find)))
          : finds.find((find) => signatureOf(find) === signatureOf(hunted));
      if (hunted !== undefined) shrinks += 1;
      if (found === undefined || shrinks > shrinksAFind) return true;
      smallest = found;
      return false;
    });
    await fc.check(property, { seed: seed + hashOf(operation.id), numRuns: runsAVisit });
    if (smallest === undefined) return;
    this.known.add(signatureOf(smallest));
    this.finds.push(smallest);
  }

  private async attempt(operation: Operation, plan: Plan, cast: Cast): Promise<Find[]> {
    const asker = cast.pick(plan.asker, operation.permission);
    const { memory, wire } = this;
    const surroundings = { asker, memory, endedToken: cast.endedToken, number: this.sent };
    const request = requestOf(operation, plan, surroundings);
    const arrived = this.routes.at(request.method, request.path);
    const route = arrived?.route ?? operation.route;
    const describe = ({ check, detail }: Breach, answer: string): Find => ({
      ...{ check, route, detail, asker: asker.name, curl: curlOf(wire.baseUrl, request), answer },
    });
    this.sent += 1;
    try {
      const answer = await wire.send(request);
      this.count(operation, route, answer);
      const breaches = await this.breachesIn({ request, answer, arrived, asker, plan, cast });
      return breaches.map((breach) => describe(breach, shown(answer)));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return [describe({ check: 'no-answer', detail: (error.cause as Error).message }, '')];
    }
  }

  private async breachesIn({ request, answer, arrived, asker, plan, cast }: Attempt): Promise<Breach[]> {
    const isOwn = plan.credential === 'own';
    const owns = isOwn ? asker.permissions : undefined;
    const mayAsk = plan.credential === 'twice' || mayAskFor(arrived, owns);
    if (isOwn && answer.status < 400) this.remember(arrived, request, answer, asker);
    const exchange = {
      ...{ operation: arrived, request, answer, mayAsk },
      leaked: this.leakedIn(request, answer, arrived, asker, cast),
      trespassed: this.trespassedBy(request, arrived, asker),
    };
    const breaches = judged(exchange, this.schemas);
    const isLost = isOwn && (answer.status === 401 || (answer.status === 403 && mayAsk));
    const mustLook = isLost || breaches.some(({ check }) => check === 'access' || check === 'foreign-id');
    // Earlier requests may have changed what somebody is: then this answer says nothing.
    if (mustLook && (await cast.heal(asker))) return [];
    return breaches;
  }

  private count({ id }: Operation, route: string, { status, milliseconds }: WireAnswer): void {
    const counts = (this.table[route] ??= {});
    counts[String(status)] = (counts[String(status)] ?? 0) + 1;
    const spent = this.spent.get(id) ?? { requests: 0, ms: 0 };
    this.spent.set(id, { requests: spent.requests + 1, ms: spent.ms + milliseconds });
  }

  private remember(
    arrived: Operation | undefined,
    { path }: WireRequest,
    answer: WireAnswer,
    { name }: Asker,
  ): void {
    if (arrived === undefined) return;
    const tag = answer.headers.etag;
    if (tag !== undefined) this.memory.keep(`etag ${path}`, tag, undefined);
    const owner = isOwnBusiness(arrived) ? name : undefined;
    for (const { kind, value } of told(arrived.path, jsonOf(answer))) this.memory.keep(kind, value, owner);
  }

  /** Whose words came to somebody else. Staff see customers by right, and whoever shows a token may have been given it. */
  private leakedIn(
    request: WireRequest,
    { text }: WireAnswer,
    arrived: Operation | undefined,
    asker: Asker,
    cast: Cast,
  ): string[] {
    if (arrived?.path.startsWith('/v1/admin/') === true) return [];
    const asked = `${request.path} ${JSON.stringify(request.headers)} ${request.body?.toString() ?? ''}`;
    const shown = [...asked.matchAll(/[0-9a-f-]{36}\.[\w-]{20,}/g)].map(([token]) =>
      this.memory.ownerOf(token),
    );
    const said = cast.ownersIn(asked);
    return cast
      .ownersIn(text)
      .filter((owner) => owner !== asker.name && !said.includes(owner) && !shown.includes(owner));
  }

  private trespassedBy(
    { path, headers }: WireRequest,
    arrived: Operation | undefined,
    asker: Asker,
  ): string[] {
    if (arrived === undefined || !isOwnBusiness(arrived) || pathParameters(arrived.path).length === 0)
      return [];
    if (asker.permissions?.has('orders:manage') === true) return [];
    const last = pathParameters(arrived.path).at(-1) ?? '';
    if (['variant', 'product', 'cartline'].includes(kindOf(last, arrived.path) ?? '')) return [];
    const tokenOwner = this.memory.ownerOf(headers['order-token'] ?? '');
    const owners = path.split(/[/?]/).map((part) => this.memory.ownerOf(decoded(part)));
    return owners.filter(
      (owner) => owner !== undefined && owner !== asker.name && owner !== tokenOwner,
    ) as string[];
  }
}

interface Attempt {
  readonly request: WireRequest;
  readonly answer: WireAnswer;
  readonly arrived: Operation | undefined;
  readonly asker: Asker;
  readonly plan: Plan;
  readonly cast: Cast;
}

function mayAskFor(operation: Operation | undefined, permissions: ReadonlySet<string> | undefined): boolean {
  const { permission } = operation ?? {};
  return permission === undefined || permissions?.has(permission) === true;
}

function isOwnBusiness({ path }: Operation): boolean {
  return /^\/v1\/(me|orders|cart|carts|auth)\b/.test(path);
}

/** What is told once. Whose words are told differs from time to time and is no other leak. */
function signatureOf({ check, route, detail }: Find): string {
  if (check === 'leak' || check === 'foreign-id') return `${check} ${route}`;
  return `${check} ${route} ${detail}`;
}

function hashOf(text: string): number {
  return [...Buffer.from(text)].reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
}

/** The same order for the same seed. */
function shuffled<Item extends { id: string }>(items: readonly Item[], seed: number): Item[] {
  return [...items].sort(
    (one, other) => hashOf(`${String(seed)}${one.id}`) - hashOf(`${String(seed)}${other.id}`),
  );
}
