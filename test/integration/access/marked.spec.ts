import { PATH_METADATA } from '@nestjs/common/constants.js';
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
        }));
    }),
  );
}

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
