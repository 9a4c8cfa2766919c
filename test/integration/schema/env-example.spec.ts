import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('.env.example', () => {
  it('explains every variable that the configuration reads, and no other', () => {
    const config = ['config', 'account-settings']
      .map((name) => read(`libs/platform/src/config/${name}.ts`))
      .join('\n');
    const known = [...config.matchAll(/env\.\w+\(\s*'([A-Z][A-Z0-9_]+)'/g)].map(([, name]) => name!);
    const commands = [
      'DEMO_PASSWORD',
      'OWNER_PASSWORD',
      'SAMPLE_SHOP',
      'TEST_DATABASE_URL',
      'TEST_REDIS_URL',
    ];
    const explained = [...read('.env.example').matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name!);
    expect([...new Set(explained)].sort()).toEqual([...new Set([...known, ...commands])].sort());
  });
});
