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

  it('let staff do that, too, and each its own work', () => {
    const more = (role: string): string[] =>
      [...permissionsOf(role)].filter((permission) => !permissionsOf('customer').has(permission));
    expect(more('support')).toEqual([
      'customers:read',
      'customers:manage',
      'orders:read',
      'orders:manage',
      'reviews:moderate',
    ]);
    expect(more('catalogue')).toEqual(['catalog:manage', 'stock:manage', 'reviews:moderate']);
    expect(more('owner').filter((permission) => !more('manager').includes(permission))).toEqual([
      'staff:manage',
      'api-keys:manage',
    ]);
  });

  it('that nobody knows may do nothing', () => {
    for (const role of ['', 'staff', 'constructor', '__proto__']) expect(permissionsOf(role).size).toBe(0);
  });
});
