import { describe, expect, it } from '@jest/globals';
import { deviceName } from './device-name.js';

describe('what a device is called', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });

  it('takes anything', () => {
    for (const odd of ['\u0000', '<script>', 'x'.repeat(255), 'curl/8.5.0'])
      expect(() => deviceName(odd)).not.toThrow();
  });
});
