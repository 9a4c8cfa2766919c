import { PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissionKey, publicKey } from '#platform/auth/permissions.js';
import { operationsOf } from '../../../tools/fuzz/document.js';
import { openAccess, type AccessWorld } from './world.js';

let world: AccessWorld;

beforeAll(async () => {
  world = await openAccess();
});

afterAll(() => world.close());

interface Handler {
  route: string;
  isPublic: boolean;
  permission: string | undefined;
  bodies: readonly string[];
}

/** Every handler of every controller, described or not, as the guard sees it. */
function handlers(): Handler[] {
  const reflector = world.app.get(Reflector);
  return [...world.app.get(ModulesContainer).values()].flatMap(({ controllers }) =>
    [...controllers.values()].flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, unknown>;
      return Object.getOwnPropertyNames(prototype)
        .map((name) => ({ name, handler: prototype[name] }))
        .filter(
          (each): each is { name: string; handler: () => unknown } =>
            typeof each.handler === 'function' && Reflect.hasMetadata(PATH_METADATA, each.handler),
        )
        .map(({ name, handler }) => ({
          route: `${metatype.name}.${name}`,
          isPublic: reflector.getAllAndOverride<boolean>(publicKey, [handler, metatype]),
          permission: reflector.getAllAndOverride<string>(permissionKey, [handler, metatype]),
          bodies: bodyTypes(metatype, name),
        }));
    }),
  );
}

/** The classes that a handler's `@Body()` is validated by, as they are left of its types when the program runs. */
function bodyTypes(controller: object & { prototype: object }, name: string): string[] {
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype, name) as { name: string }[];
  const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  return Object.entries(given)
    .filter(([key, { data }]) => key.startsWith(`${String(RouteParamtypes.BODY)}:`) && data === undefined)
    .map(([, { index }]) => types[index]?.name ?? 'nothing');
}

describe('every body', () => {
  it('is validated: its type is a class, not a union or an interface, of which nothing is left to validate by', () => {
    const unchecked = handlers().filter(({ bodies }) =>
      bodies.some((type) => ['Object', 'nothing'].includes(type)),
    );
    expect(unchecked.map(({ route, bodies }) => `${route}: ${bodies.join(', ')}`)).toEqual([]);
    expect(handlers().filter(({ bodies }) => bodies.length > 0).length).toBeGreaterThan(30);
  });
});

describe('every route', () => {
  it('is either public or needs a permission, never both', () => {
    expect(handlers().length).toBeGreaterThan(80);
    const wrong = handlers().filter(({ isPublic, permission }) => isPublic === (permission !== undefined));
    expect(wrong).toEqual([]);
  });

  it('says so in the OpenAPI document', () => {
    const unmarked = operationsOf(world.document).filter(
      ({ isPublic, permission }) => isPublic === (permission !== undefined),
    );
    expect(unmarked.map(({ route }) => route)).toEqual([]);
  });

  it('tells the permission that the guard asks for', () => {
    const asked = new Map(handlers().map(({ route, permission }) => [route, permission]));
    const wrong = operationsOf(world.document)
      .map(({ id, permission }) => ({
        id,
        told: permission,
        asked: asked.get(id.replace('.', 'Controller.')),
      }))
      .filter(({ told, asked: needed }) => told !== needed);
    expect(wrong).toEqual([]);
  });
});
