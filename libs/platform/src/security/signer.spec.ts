import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type { Config } from '../config/config.js';
import { InvalidToken, Signer } from './signer.js';

const signerWith = (signingSecret: string): Signer => new Signer({ auth: { signingSecret } } as Config);
const signer = signerWith('one secret of thirty-two characters');

describe('signed tokens', () => {
  it('give back the id that they were made for', () => {
    const id = newId();
    expect(signer.verify('cart', signer.sign('cart', id))).toBe(id);
  });

  it('open nothing else: another kind, another id, another shop', () => {
    const [one, other] = [newId(), newId()];
    const token = signer.sign('cart', one);
    expect(() => signer.verify('order', token)).toThrow(InvalidToken);
    expect(() => signer.verify('cart', token.replace(one, other))).toThrow(InvalidToken);
    expect(() => signerWith('another secret of thirty-two chars').verify('cart', token)).toThrow(
      InvalidToken,
    );
  });

  it.each([
    '',
    '.',
    'x.y',
    newId(),
    `${newId()}.`,
    `${newId()}.AAAA`,
    `${signer.sign('cart', newId())}.more`,
  ])('refuse %s', (token) => {
    expect(() => signer.verify('cart', token)).toThrow(InvalidToken);
  });

  it('have one spelling: whoever counts by a token is not fooled by others that decode to the same', () => {
    const [token, sealed] = [signer.sign('cart', newId()), signer.seal('device', 'abc')];
    expect(signer.unseal('device', sealed)).toBe('abc');
    const last = sealed.at(-1) ?? '';
    const neighbour = String.fromCharCode(last.charCodeAt(0) + 1);
    for (const spelling of ['!', '=', ' ', '~~']
      .map((end) => sealed + end)
      .concat(sealed.slice(0, -1) + neighbour))
      expect([spelling, signer.unseal('device', spelling)]).toEqual([spelling, undefined]);
    expect(() => signer.verify('cart', `${token}!`)).toThrow(InvalidToken);
  });
});
