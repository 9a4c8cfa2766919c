import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ESLint, Linter } from 'eslint';
import regexp from 'eslint-plugin-regexp';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const sources = globSync('{apps,libs}/**/*.ts', {
  cwd: root,
  exclude: (name) => name.endsWith('.spec.ts'),
}).map((path) => ({ path, text: readFileSync(resolve(root, path), 'utf8') }));

/** The files in which the text is found, comments left out. */
function filesWith(pattern: RegExp): string[] {
  return sources
    .filter(({ text }) => pattern.test(text.replace(/\/\*\*?[^*]*\*\/|\/\/ .*$/gm, '')))
    .map(({ path }) => path)
    .sort();
}

describe('a pattern that a text can keep busy for minutes', () => {
  const rule = 'regexp/no-super-linear-backtracking';

  it('is refused by the lint of every file that runs', async () => {
    const eslint = new ESLint({ cwd: root });
    for (const path of [
      'apps/api/src/main.ts',
      'libs/customers/src/domain/email-address.ts',
      'tools/fuzz/main.ts',
    ]) {
      const config = (await eslint.calculateConfigForFile(resolve(root, path))) as {
        rules: Record<string, unknown[]>;
      };
      expect([path, config.rules[rule]?.[0]]).toEqual([path, 2]);
    }
  });

  it('is seen by that rule', () => {
    const seen = (code: string): number =>
      new Linter().verify(code, { plugins: { regexp }, rules: { [rule]: 'error' } }).length;
    expect(seen('export const x = /^(?:a+)+$/;')).toBe(1);
    expect(seen('export const x = /^(?:\\w+\\s?)*$/;')).toBe(1);
    expect(seen('export const x = /^a+$/;')).toBe(0);
  });

  it('is made of no text that comes from outside: these build one, of constants of ours and of countries that are known', () => {
    expect(filesWith(/\bRegExp\(/)).toEqual([
      'libs/customers/src/domain/recovery-codes.ts',
      'libs/customers/src/infrastructure/known-countries.ts',
      'libs/platform/src/storage/object-store.ts',
    ]);
  });
});

describe('what the shop asks of other servers', () => {
  it('goes to addresses of its settings: nothing else fetches', () => {
    expect(filesWith(/\bfetch\(|\bhttps?\.(?:request|get)\(|from '(?:undici|axios|got)'/)).toEqual([
      'libs/customers/src/infrastructure/patient-requests.ts',
      'libs/platform/src/storage/s3-object-store.ts',
    ]);
  });

  it('follows no redirect', () => {
    for (const path of filesWith(/\bfetch\(/))
      expect([path, /redirect: '(?:error|manual)'/.test(readFileSync(resolve(root, path), 'utf8'))]).toEqual([
        path,
        true,
      ]);
  });
});

describe('card data', () => {
  it('has no field in any request', () => {
    const document = readFileSync(resolve(root, 'docs/openapi.json'), 'utf8');
    const names = [...document.matchAll(/"([\w-]+)": \{/g)].map(([, name]) => name!);
    expect(names).toContain('shippingAddress');
    expect(
      names.filter((name) =>
        /^(?:card|pan|cvc|cvv|iban)|cardnumber|securitycode|expir(?:y|ation)$/i.test(name),
      ),
    ).toEqual([]);
  });
});
