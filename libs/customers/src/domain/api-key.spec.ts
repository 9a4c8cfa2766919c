import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { someTime } from '../testing/customer.builder.js';
import { ApiKey, type NewApiKey } from './api-key.js';
import type { CustomerId } from './ids.js';
import { grantableScopes, permissionsOf } from './roles.js';
import { InvalidApiKey, UnknownScopes } from './staff.errors.js';

const madeBy = newId<CustomerId>();
const key = (fields: Partial<NewApiKey> = {}): ApiKey =>
  new ApiKey({ name: 'Warehouse', scopes: ['stock:manage'], expiresAt: null, madeBy, ...fields }, someTime);

describe('an API key', () => {
  it('has a name and scopes, each once', () => {
    const { name, scopes } = key({
      name: '  Warehouse ',
      scopes: ['stock:manage', 'catalog:manage', 'stock:manage'],
    });
    expect(name).toBe('Warehouse');
    expect(scopes).toEqual(['catalog:manage', 'stock:manage']);
  });

  it.each(['', '  ', 'x'.repeat(101), 'http://evil.test', 'www.evil.test', 'two\nlines', '<b>'])(
    'is not called %j',
    (name) => {
      expect(() => key({ name })).toThrow(InvalidApiKey);
    },
  );

  it('can do something', () => {
    expect(() => key({ scopes: [] })).toThrow(InvalidApiKey);
  });

  it('is refused with every unknown scope named', () => {
    expect(() => key({ scopes: ['stock:manage', 'staff:manage', 'root'] })).toThrow(UnknownScopes);
    expect(() => key({ scopes: ['stock:manage', 'staff:manage', 'root'] })).toThrow('root, staff:manage');
  });

  it('ends in the future, if at all', () => {
    expect(() => key({ expiresAt: someTime })).toThrow(InvalidApiKey);
    expect(key({ expiresAt: new Date(someTime.getTime() + 1) }).expiresAt).not.toBeNull();
  });
});

describe('what keys can be given', () => {
  it('is some of the work of staff: neither an account, nor power over staff and keys', () => {
    const own = permissionsOf('customer');
    expect(grantableScopes.filter((scope) => own.has(scope))).toEqual([]);
    expect(grantableScopes).not.toContain('staff:manage');
    expect(grantableScopes).not.toContain('staff:read');
    expect(grantableScopes).not.toContain('api-keys:manage');
    expect(grantableScopes).not.toContain('operations:manage');
    for (const scope of grantableScopes) expect(permissionsOf('owner').has(scope)).toBe(true);
  });
});
