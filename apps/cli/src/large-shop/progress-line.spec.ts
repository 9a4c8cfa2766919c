import { describe, expect, it, jest } from '@jest/globals';
import { ProgressLine } from './progress-line.js';

function written(isTTY: boolean, at: readonly number[]): string[] {
  const texts: string[] = [];
  const out = { isTTY, write: (text: string) => texts.push(text) > 0 };
  const now = jest.spyOn(performance, 'now');
  now.mockReturnValue(0);
  const line = new ProgressLine(1_000, out);
  for (const second of at) {
    now.mockReturnValue(second * 1_000);
    line.update({ products: second * 100, made: second * 100, rows: second * 2_900 });
  }
  line.end({ products: 1_000, made: 1_000, rows: 29_000 });
  line.end({ products: 1_000, made: 0, rows: 0 });
  now.mockRestore();
  return texts;
}

describe('the progress of seeding', () => {
  it('is a bar on a terminal, which goes when it is done', () => {
    const texts = written(true, [1, 5]);
    expect(texts[0]).toContain(
      '[###...........................] 100 of 1,000 products, 100 a second, 9 s left',
    );
    expect(texts[1]).toContain(`[${'#'.repeat(15)}${'.'.repeat(15)}] 500 of 1,000`);
    expect(texts[2]).toBe('\r\u001b[K');
  });

  it('is a line now and then in a log, without control characters', () => {
    const texts = written(false, [1, 2, 5, 6, 10]);
    expect(texts).toEqual([
      '500 of 1,000 products, 100 a second, 5 s left\n',
      '1,000 of 1,000 products, 100 a second, 0 s left\n',
      '1,000 products in 29,000 rows, in 10.0 s: 2,900 rows a second.\n',
      'The shop has these 1,000 products already; nothing was changed.\n',
    ]);
  });
});
