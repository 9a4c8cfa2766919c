import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PersonalPart } from '#platform/personal-data/personal-part.js';
import { jsonOf } from './json-of.js';

async function* each(items: readonly unknown[]): AsyncGenerator {
  for (const item of items) yield await Promise.resolve(item);
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('an export in pieces', () => {
  it('is the JSON document of its parts, whatever they hold', async () => {
    const value = fc.jsonValue();
    const content = fc.oneof(
      fc.record({ one: value }),
      fc.record({ many: fc.array(value, { maxLength: 5 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), content, { maxKeys: 6, noNullPrototype: true }),
        async (all) => {
          const entries = Object.entries(all).filter(([name]) => name !== '__proto__');
          const parts = entries.map(([name, part]): PersonalPart =>
            'one' in part
              ? { name, one: () => Promise.resolve(part.one) }
              : { name, many: () => each(part.many) },
          );
          const expected = entries.map(([name, part]) => [name, 'one' in part ? part.one : part.many]);
          const document = JSON.parse(await textOf(jsonOf(parts))) as unknown;
          expect(document).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(expected))));
        },
      ),
    );
  });

  it('reads on only as fast as it is sent', async () => {
    const read: number[] = [];
    async function* endless(): AsyncGenerator<number> {
      for (let n = 0; ; n += 1) {
        read.push(n);
        yield await Promise.resolve(n);
      }
    }
    let pieces = 0;
    for await (const piece of jsonOf([{ name: 'orders', many: endless }])) {
      expect(piece).not.toBe('');
      if ((pieces += 1) === 10) break;
    }
    expect(read.length).toBeLessThan(10);
  });
});
