import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidEmail } from './customers.errors.js';
import { EmailAddress } from './email-address.js';

describe('an e-mail address', () => {
  it('keeps its spelling for the mail, and is the same account in all spellings', () => {
    const { address, key } = EmailAddress.of('  Ada.Lovelace+shop@Example.TEST ');
    expect(address).toBe('Ada.Lovelace+shop@example.test');
    expect(key).toBe('ada.lovelace+shop@example.test');
  });

  it('is composed, so that one look is one account', () => {
    expect(EmailAddress.of('jose\u0301@example.test').key).toBe(
      EmailAddress.of('jos\u00e9@example.test').key,
    );
  });

  it('has a domain as DNS knows it, so that a look-alike is either another account or the very same mail box', () => {
    expect(EmailAddress.of('ada@bücher.example').address).toBe('ada@xn--bcher-kva.example');
    expect(EmailAddress.of('ada@ｅｘａｍｐｌｅ.test').address).toBe('ada@example.test');
    expect(EmailAddress.of('ada@ехаmple.test').key).not.toBe('ada@example.test');
  });

  // prettier-ignore
  it.each([
    '', '@', 'ada', 'ada@', '@example.test', 'ada@localhost', 'ada@example..test', '.ada@example.test', 'ada.@example.test', 'a..b@example.test',
    'a b@example.test', 'ada@exam ple.test', 'ada@example.test:25', 'ada@[127.0.0.1]', 'ada@127.0.0.1', 'ada@evil.test/example.test', 'ada@example.test?x',
    'ada@bob@example.test', '"ada"@example.test', 'ada<bob>@example.test', 'ada,bob@example.test', 'ada@example.test\r\nBcc: all@example.test',
    'ada\u0000@example.test', 'ada@-example.test', 'ada@example.123', 'ada@%65xample.test', `${'a'.repeat(65)}@example.test`, `ada@${'a.'.repeat(130)}test`,
  ])('is not %j', (text) => {
    expect(() => EmailAddress.of(text)).toThrow(InvalidEmail);
  });

  it('is either refused or stays itself when it is read again', () => {
    const part = fc.string({ maxLength: 20, unit: 'binary' });
    fc.assert(
      fc.property(part, part, (local, domain) => {
        let first: EmailAddress;
        try {
          first = EmailAddress.of(`${local}@${domain}.test`);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidEmail);
          return;
        }
        expect(EmailAddress.of(first.address)).toEqual(first);
      }),
    );
  });
});
