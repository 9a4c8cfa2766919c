import { describe, expect, it } from '@jest/globals';
import type {
  AlreadyRegistered,
  EmailChanged,
  EmailChangeRequested,
  EmailVerified,
  PasswordResetRequested,
  SecurityNotice,
  VerificationRequested,
} from '../events.js';
import { member, newcomer, someTime } from '../testing/customer.builder.js';
import { AlreadyVerified, InvalidProfile } from './customers.errors.js';
import { EmailAddress } from './email-address.js';

describe('an account', () => {
  it('has its link mailed, in an event that is wiped afterwards', () => {
    const ada = newcomer();
    ada.requestVerification('token');
    const expected: VerificationRequested = {
      type: 'customers.verification-requested',
      sensitive: true,
      payload: { customerId: ada.id, email: 'ada@example.test', name: 'Ada Lovelace', token: 'token' },
    };
    expect(ada.releaseEvents()).toEqual([expected]);
  });

  it('is verified once, however often that is asked', () => {
    const ada = newcomer();
    ada.verifyEmail(someTime);
    ada.verifyEmail(someTime);
    const expected: EmailVerified = {
      type: 'customers.email-verified',
      sensitive: true,
      payload: { customerId: ada.id, email: 'ada@example.test' },
    };
    expect(ada.releaseEvents()).toEqual([expected]);
    expect(ada.isVerified).toBe(true);
  });

  it('tells its owner of an attempt to register again, under the name that the owner gave', () => {
    const ada = member();
    ada.noteRegistrationAttempt();
    const expected: AlreadyRegistered = {
      type: 'customers.already-registered',
      sensitive: true,
      payload: { email: 'ada@example.test', name: 'Ada Lovelace' },
    };
    expect(ada.releaseEvents()).toEqual([expected]);
  });

  it('takes the latest registration as long as nobody has verified the address', () => {
    const ada = newcomer({ passwordHash: 'planted' });
    ada.registerAgain({ name: 'Ada King', passwordHash: 'own' });
    expect([ada.name, ada.passwordHash]).toEqual(['Ada King', 'own']);
  });

  it('is closed to another registration once it is verified', () => {
    const ada = member();
    expect(() => ada.registerAgain({ name: 'Eve', passwordHash: 'planted' })).toThrow(AlreadyVerified);
    expect(() => ada.requestVerification('token')).toThrow(AlreadyVerified);
    expect(ada.passwordHash).toBe('hash of a passphrase');
  });

  it('changes only what is given', () => {
    const ada = member();
    ada.changeProfile({ locale: 'pt-br' });
    expect(ada.name).toBe('Ada Lovelace');
    ada.changeProfile({ name: '  Ada King ' });
    expect(ada.name).toBe('Ada King');
  });

  it.each([
    '',
    '  ',
    'a'.repeat(101),
    'Ada\nBcc: all@example.test',
    'Ada\u2028King',
    '<b>Ada</b>',
    'see www.evil.test',
    'http://evil.test',
  ])('is not named %j', (name) => {
    expect(() => newcomer({ name })).toThrow(InvalidProfile);
    expect(() => member().changeProfile({ name })).toThrow(InvalidProfile);
  });

  it('may be named as people are named', () => {
    for (const name of ["Siobhán O'Brien-Ng", '山田 太郎', 'X Æ A-12', 'محمد'])
      expect(newcomer({ name }).name).toBe(name);
  });
});

describe('an account that is recovered or moved', () => {
  const newEmail = EmailAddress.of('Countess@example.test');

  it('has the link for a new password mailed, in an event that is wiped afterwards', () => {
    const ada = newcomer();
    ada.requestPasswordReset('token');
    const expected: PasswordResetRequested = {
      type: 'customers.password-reset-requested',
      sensitive: true,
      payload: { customerId: ada.id, email: 'ada@example.test', name: 'Ada Lovelace', token: 'token' },
    };
    expect(ada.releaseEvents()).toEqual([expected]);
  });

  it('has both addresses told before it moves, and the old one alone if nothing can be confirmed', () => {
    const ada = member();
    ada.announceEmailChange(newEmail, 'token');
    ada.announceEmailChange(newEmail);
    const payload = {
      customerId: ada.id,
      email: 'ada@example.test',
      newEmail: 'Countess@example.test',
      name: 'Ada Lovelace',
    };
    const expected: EmailChangeRequested[] = [
      { type: 'customers.email-change-requested', sensitive: true, payload: { ...payload, token: 'token' } },
      { type: 'customers.email-change-requested', sensitive: true, payload },
    ];
    expect(ada.releaseEvents()).toStrictEqual(expected);
    expect(ada.email).toBe('ada@example.test');
  });

  it('is verified at the new address, and tells both', () => {
    const ada = newcomer();
    ada.changeEmail(newEmail, someTime);
    const expected: EmailChanged = {
      type: 'customers.email-changed',
      sensitive: true,
      payload: {
        customerId: ada.id,
        oldEmail: 'ada@example.test',
        newEmail: 'Countess@example.test',
        name: 'Ada Lovelace',
      },
    };
    expect(ada.releaseEvents()).toEqual([expected]);
    expect([ada.emailKey, ada.isVerified]).toEqual(['countess@example.test', true]);
  });

  it('has its owner told of what is known, and of nothing else', () => {
    const ada = member();
    ada.notice('password-changed', { at: someTime, address: '203.0.113.7', device: undefined });
    const expected: SecurityNotice = {
      type: 'customers.security-notice',
      sensitive: true,
      payload: {
        customerId: ada.id,
        email: 'ada@example.test',
        name: 'Ada Lovelace',
        notice: 'password-changed',
        at: someTime.toISOString(),
        address: '203.0.113.7',
      },
    };
    expect(ada.releaseEvents()).toStrictEqual([expected]);
  });
});
