import { Injectable, RequestMethod } from '@nestjs/common';
import {
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  METHOD_METADATA,
  PATH_METADATA,
  PIPES_METADATA,
  ROUTE_ARGS_METADATA,
  VERSION_METADATA,
} from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { publicKey } from '../auth/permissions.js';
import type { Cacheable } from '../cache/cacheable.js';
import { cachedReadKey } from '../cache/cached-read.js';

type Query = Readonly<Record<string, unknown>>;

/** A cached read, and how to ask its controller without Nest's way there. */
export interface ReadRoute {
  /** As the router has it: `/v1/products/:idOrSlug`. */
  readonly url: string;
  /** What stands before and behind the parameter. */
  readonly prefix: string;
  readonly suffix: string;
  readonly hasParameter: boolean;
  /** As the rate limit counts it. */
  readonly name: string;
  ask(query: Query, parameter: string): Promise<Cacheable>;
}

type Handler = (...values: unknown[]) => Promise<Cacheable>;

interface Argument {
  readonly index: number;
  readonly data?: unknown;
  readonly pipes: readonly unknown[];
}

/** All that is marked `@CachedRead()`. A handler that wants more than query and parameter can't be asked this way, which ends the boot. */
@Injectable()
export class ReadRoutes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  all(): ReadRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (typeof instance !== 'object' || instance === null || typeof metatype !== 'function') return [];
      const controller = instance as Record<string, Handler>;
      return this.scanner
        .getAllMethodNames(Object.getPrototypeOf(controller) as object)
        .filter((name) => this.isCachedRead(controller[name]))
        .map((name) => routeOf(controller, metatype, name));
    });
  }

  private isCachedRead(handler: Handler | undefined): boolean {
    return handler !== undefined && this.reflector.get<true | undefined>(cachedReadKey, handler) === true;
  }
}

function routeOf(controller: Record<string, Handler>, type: object, method: string): ReadRoute {
  const handler = controller[method] as Handler;
  const name = `${(type as { name: string }).name}.${method}`;
  mustBePlain(type, handler, name);
  const url = urlOf(type, handler);
  const [, prefix = url, parameter, suffix = ''] = /^([^:]*\/)(:\w+)((?:\W.*)?)$/.exec(url) ?? [];
  if (suffix.includes(':')) throw notPlain(name, 'has more than one parameter');
  const extract = argumentsOf(type, method, name);
  return {
    ...{ url, prefix, suffix, name, hasParameter: parameter !== undefined },
    ask: (query, value) => handler.apply(controller, extract(query, value)),
  };
}

function mustBePlain(type: object, handler: Handler, name: string): void {
  if (Reflect.getMetadata(METHOD_METADATA, handler) !== RequestMethod.GET) throw notPlain(name, 'is no GET');
  const isPublic = [handler, type].some((each) => Reflect.getMetadata(publicKey, each) === true);
  if (!isPublic) throw notPlain(name, 'is not public');
  const extras = [type, handler].flatMap((each) =>
    [GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA].flatMap(
      (key) => (Reflect.getMetadata(key, each) as unknown[] | undefined) ?? [],
    ),
  );
  const hasLimit = [handler, type].some((each) => Reflect.hasMetadata('THROTTLER:LIMITdefault', each));
  if (hasLimit) throw notPlain(name, 'has a rate limit of its own');
  // The one is our own interceptor.
  if (extras.length !== 1) throw notPlain(name, 'has guards, pipes or interceptors of its own');
}

function urlOf(type: object, handler: Handler): string {
  const [base, own] = [type, handler].map((each) => {
    const path = Reflect.getMetadata(PATH_METADATA, each) as unknown;
    return typeof path === 'string' ? path.split('/').filter((part) => part !== '') : [];
  });
  const version = Reflect.getMetadata(VERSION_METADATA, type) as string | symbol | undefined;
  const parts = typeof version === 'symbol' ? [] : [`v${version ?? '1'}`];
  return `/${[...parts, ...(base ?? []), ...(own ?? [])].join('/')}`;
}

function argumentsOf(
  type: object,
  method: string,
  name: string,
): (query: Query, parameter: string) => unknown[] {
  const metadata = (Reflect.getMetadata(ROUTE_ARGS_METADATA, type, method) ?? {}) as Record<string, Argument>;
  const sources = Object.entries(metadata).map(([key, { index, data, pipes }]) => {
    const kind = Number(key.split(':')[0]);
    const isQuery = kind === (RouteParamtypes.QUERY as number) && data === undefined;
    const isParameter = kind === (RouteParamtypes.PARAM as number) && typeof data === 'string';
    if ((!isQuery && !isParameter) || pipes.length > 0)
      throw notPlain(name, 'takes something else than the whole query or a path parameter');
    return { index, isQuery };
  });
  return (query, parameter) => {
    const values: unknown[] = [];
    for (const { index, isQuery } of sources) values[index] = isQuery ? query : parameter;
    return values;
  };
}

function notPlain(name: string, why: string): TypeError {
  return new TypeError(`${name} can't be a cached read: it ${why}.`);
}
