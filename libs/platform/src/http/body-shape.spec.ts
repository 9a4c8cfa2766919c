import { describe, expect, it } from '@jest/globals';
import { refuseOverlargeShapes } from './body-shape.js';
import { ValidationFailed } from './validation.js';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('the shape of a body', () => {
  it.each([
    [undefined],
    [null],
    ['text'],
    [{ variantId: 'x', quantity: 1 }],
    [{ address: { lines: [{ a: 1 }] } }],
    [nested(16)],
  ])('may be %j', (body) => {
    expect(() => {
      refuseOverlargeShapes(body);
    }).not.toThrow();
  });

  it.each([
    ['deeper than anything of ours', nested(18)],
    ['so deep that recursion would end the process', nested(50_000)],
    ['of very many keys', Object.fromEntries(Array.from({ length: 6_000 }, (_, n) => [`k${n}`, n]))],
  ])('may not be %s', (_, body) => {
    expect(() => {
      refuseOverlargeShapes(body);
    }).toThrow(ValidationFailed);
  });
});
