import { describe, expect, it } from '@jest/globals';
import { acceptedVersions, entityTag, requiredVersions } from './if-match.js';

describe('If-Match', () => {
  it('names the version that the ETag of the answer named', () => {
    expect(acceptedVersions(entityTag(12))).toEqual([12]);
    expect(acceptedVersions('"1", "2"')).toEqual([1, 2]);
  });

  it.each([undefined, '*', ' * '])('%p accepts every version', (header) => {
    expect(acceptedVersions(header)).toBeUndefined();
  });

  it.each(['W/"1"', '"abc"', '""', '"1e3"', '"99999999999999999"'])('%s fits no version', (header) => {
    expect(acceptedVersions(header)).toEqual([Number.NaN]);
  });

  it.each(['1', '', '"1', '"1",', '*, "1"', "' OR 1=1"])('%p is no tag', (header) => {
    expect(() => acceptedVersions(header)).toThrow('If-Match');
  });

  it('may be required', () => {
    expect(() => requiredVersions(undefined)).toThrow('If-Match');
    expect(requiredVersions('"3"')).toEqual([3]);
    expect(requiredVersions('*')).toBeUndefined();
  });
});
