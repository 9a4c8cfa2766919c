import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import { NotUnsealed, Sealer } from './sealer.js';

function sealerWith(...encryptionSecrets: string[]): Sealer {
  return new Sealer({ auth: { encryptionSecrets } } as unknown as Config);
}

const secret = Buffer.from('the combination of the safe');

describe('a sealed secret', () => {
  it('is read by whoever has the secret, for what and whom it was made', () => {
    const sealer = sealerWith('one');
    expect(sealer.open('totp', 'ada', sealer.seal('totp', 'ada', secret))).toEqual(secret);
  });

  it('is another one each time', () => {
    const sealer = sealerWith('one');
    expect(sealer.seal('totp', 'ada', secret)).not.toEqual(sealer.seal('totp', 'ada', secret));
  });

  it('is still read after the secret was rotated, until the old one is gone', () => {
    const sealed = sealerWith('old').seal('totp', 'ada', secret);
    expect(sealerWith('new', 'old').open('totp', 'ada', sealed)).toEqual(secret);
    expect(() => sealerWith('new').open('totp', 'ada', sealed)).toThrow(NotUnsealed);
  });

  it('is sealed with the newest secret', () => {
    const sealed = sealerWith('new', 'old').seal('totp', 'ada', secret);
    expect(sealerWith('new').open('totp', 'ada', sealed)).toEqual(secret);
  });

  it.each([
    ['another purpose', (s: Sealer, sealed: Buffer) => s.open('signing-key', 'ada', sealed)],
    ['another owner', (s: Sealer, sealed: Buffer) => s.open('totp', 'eve', sealed)],
    [
      'a changed byte',
      (s: Sealer, sealed: Buffer) => {
        sealed[sealed.length - 1]! ^= 1;
        return s.open('totp', 'ada', sealed);
      },
    ],
    ['nothing', (s: Sealer) => s.open('totp', 'ada', Buffer.alloc(0))],
    ['less than a nonce', (s: Sealer, sealed: Buffer) => s.open('totp', 'ada', sealed.subarray(0, 3))],
    ['a piece of it', (s: Sealer, sealed: Buffer) => s.open('totp', 'ada', sealed.subarray(0, 20))],
  ])('is not opened with %s', (_, open) => {
    const sealer = sealerWith('one');
    const sealed = sealer.seal('totp', 'ada', secret);
    expect(() => open(sealer, sealed)).toThrow(NotUnsealed);
  });
});
