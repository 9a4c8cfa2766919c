import { describe, expect, it } from '@jest/globals';
import { ReturnUrlRefused } from '../domain/provider-sign-in.errors.js';
import { returnAddress, returnWith } from './return-address.js';

const shop = {
  publicUrl: 'https://api.shop.example',
  returnUrls: ['https://shop.example/signed-in', 'http://localhost:5173/back'],
};

describe('where a sign-in may lead back to', () => {
  it.each([
    ['/', 'https://api.shop.example/'],
    ['/account', 'https://api.shop.example/account'],
    ['/account?tab=orders', 'https://api.shop.example/account?tab=orders'],
    ['https://api.shop.example/account', 'https://api.shop.example/account'],
    ['https://shop.example/signed-in', 'https://shop.example/signed-in'],
    ['https://shop.example/signed-in?next=%3Fa', 'https://shop.example/signed-in?next=%3Fa'],
    ['HTTPS://SHOP.example:443/signed-in', 'https://shop.example/signed-in'],
    ['http://localhost:5173/back', 'http://localhost:5173/back'],
  ])('%s', (wanted, expected) => {
    expect(returnAddress(wanted, shop)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['another site', 'https://evil.example/'],
    ['another site without a scheme', '//evil.example/signed-in'],
    ['three slashes', '///evil.example'],
    ['backslashes', '\\\\evil.example'],
    ['a slash and a backslash', '/\\evil.example'],
    ['a backslash before the @', 'https://evil.example\\@shop.example/signed-in'],
    ['slashes behind a scheme alone', 'https:evil.example'],
    ['a tab in between', '/\t/evil.example'],
    ['a line break', 'https://shop.example/signed-in\r\nset-cookie: a=b'],
    ['a user', 'https://shop.example@evil.example/signed-in'],
    ['a user of ours', 'https://eve@shop.example/signed-in'],
    ['a password', 'https://:eve@shop.example/signed-in'],
    ['another scheme', 'javascript:alert(1)//shop.example/signed-in'],
    ['data', 'data:text/html,hello'],
    ['our scheme undone', 'http://shop.example/signed-in'],
    ['another port', 'https://shop.example:8443/signed-in'],
    ['a host that begins like ours', 'https://shop.example.evil.example/signed-in'],
    ['a host that ends like ours', 'https://evilshop.example/signed-in'],
    ['a path that begins like ours', 'https://shop.example/signed-in-elsewhere'],
    ['a path below ours', 'https://shop.example/signed-in/more'],
    ['a path above ours', 'https://shop.example/'],
    ['a way up', 'https://shop.example/signed-in/../admin'],
    ['an encoded way up', 'https://shop.example/signed-in/%2e%2e/admin'],
    ['an encoded slash', '/account/..%2f..%2fadmin'],
    ['an encoded backslash', '/%5cevil.example'],
    ['an encoded nothing', '/account%00'],
    ['a fragment', 'https://shop.example/signed-in#token=planted'],
    ['an empty fragment', 'https://shop.example/signed-in#'],
    ['a look-alike host', 'https://shop。example.evil.example/signed-in'],
    ['the sign-in itself', '/v1/auth/google?returnTo=/'],
    ['the sign-in by its whole name', 'https://api.shop.example/v1/auth/google'],
    ['an endless address', `/${'a'.repeat(2_000)}`],
  ])('refuses %s', (_, wanted) => {
    expect(() => returnAddress(wanted, shop)).toThrow(ReturnUrlRefused);
  });

  it('knows a shop that lives in a folder', () => {
    const inFolder = { publicUrl: 'https://example.com/shop', returnUrls: [] };
    expect(returnAddress('/shop/account', inFolder)).toBe('https://example.com/shop/account');
    for (const wanted of ['/', '/shopping', '/shop/../admin', '/shop/v1/auth/google'])
      expect(() => returnAddress(wanted, inFolder)).toThrow(ReturnUrlRefused);
  });

  it('leaves nothing of what only we may add', () => {
    expect(returnAddress('/account?code=planted&error=none&tab=1', shop)).toBe(
      'https://api.shop.example/account?tab=1',
    );
  });
});

describe('what a page is told', () => {
  it('stands in the query, or behind the # for the browser alone', () => {
    expect(returnWith('https://shop.example/a?b=1', { query: { code: 'x y' } })).toBe(
      'https://shop.example/a?b=1&code=x+y',
    );
    expect(returnWith('https://shop.example/a', { fragment: { challenge: 'c', expiresIn: '300' } })).toBe(
      'https://shop.example/a#challenge=c&expiresIn=300',
    );
  });
});
