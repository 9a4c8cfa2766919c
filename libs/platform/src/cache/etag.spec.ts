import { describe, expect, it } from '@jest/globals';
import { etagOf, isSameAs } from './etag.js';

describe('the tag of an answer', () => {
  it('is of its bytes', () => {
    expect(etagOf(Buffer.from('a'))).toMatch(/^"[\w-]{22}"$/);
    expect(etagOf(Buffer.from('a'))).toBe(etagOf(Buffer.from('a')));
    expect(etagOf(Buffer.from('a'))).not.toBe(etagOf(Buffer.from('b')));
  });

  it.each(['"abc"', 'W/"abc"', '"x", "abc"', '"x",W/"abc" , "y"', '"a,b", "abc"', '*', ' * '])(
    'is what a reader has who sends %s',
    (header) => {
      expect(isSameAs('"abc"', header)).toBe(true);
    },
  );

  it.each([undefined, '', 'abc', '"ABC"', '"ab"', '"x", "y"', '"*"', '"abc', 'abc"', '""', 'W/', ',,,'])(
    'is not what a reader has who sends %s',
    (header) => {
      expect(isSameAs('"abc"', header)).toBe(false);
    },
  );
});
