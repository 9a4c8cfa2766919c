import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultStaffPath, staffPath } from './staff-path.js';

describe('the way on after a staff sign-in', () => {
  it('leads to a staff page', () => {
    expect(staffPath('/operators/queues/queue/payment?status=failed')).toBe(
      '/operators/queues/queue/payment?status=failed',
    );
  });

  // prettier-ignore
  it.each([
    undefined, 5, ['/operators/queues'], '', '/', '/operators', '/operators/', '//evil.test/operators/x', 'https://evil.test/operators/x', '/\\evil.test',
    '/operators/..//evil.test', '/operators/../v1/me', '/operators/%2e%2e/v1', '/operators/x\\y', '/operators/x\n', '/operators/<x>', ' /operators/x', '/operators/' + 'x'.repeat(500),
  ])('does not lead to %j', (wanted) => {
    expect(staffPath(wanted)).toBe(defaultStaffPath);
  });

  it('never leaves the staff pages', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '//',
      '\\',
      '%2e',
      '%2f',
      '@',
      ':',
      'evil.test',
      '?',
      '#',
      'x',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { origin, pathname } = new URL(staffPath(`/operators/${pieces.join('')}`), 'https://shop.test');
        expect(origin).toBe('https://shop.test');
        expect(pathname).toMatch(/^\/operators\//);
      }),
    );
  });
});
