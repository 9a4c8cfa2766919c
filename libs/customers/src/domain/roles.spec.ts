import { describe, expect, it } from '@jest/globals';
import { permissionsOf } from './roles.js';

describe('roles', () => {
  it('let customers buy and keep their profile, and nothing else', () => {
    expect([...permissionsOf('customer')]).toEqual([
      'cart:use',
      'orders:place',
      'orders:read-own',
      'payments:start',
      'profile:read',
      'profile:write',
      'reviews:write',
    ]);
  });

  it('let staff do that and run the shop', () => {
    const more = [...permissionsOf('staff')].filter(
      (permission) => !permissionsOf('customer').has(permission),
    );
    expect(more).toEqual([
      'operations:read',
      'catalog:manage',
      'stock:manage',
      'reviews:moderate',
      'orders:manage',
    ]);
  });

  it('that nobody knows may do nothing', () => {
    for (const role of ['', 'owner', 'constructor', '__proto__']) expect(permissionsOf(role).size).toBe(0);
  });
});
