import { describe, expect, it } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { Sealer } from '#platform/security/sealer.js';
import { Clock } from '#shared-kernel';
import { SignInAttempts } from './sign-in-attempts.js';

class SettableClock extends Clock {
  time = new Date('2026-11-20T10:00:00Z').getTime();

  now(): Date {
    return new Date(this.time);
  }
}

const clock = new SettableClock();

function attemptsOf(publicUrl = 'https://shop.example', ...encryptionSecrets: string[]): SignInAttempts {
  const config = {
    http: { publicUrl },
    auth: { encryptionSecrets: [...encryptionSecrets, 'one secret'] },
  } as unknown as Config;
  return new SignInAttempts(new Sealer(config), clock, config);
}

const attempt = { state: 'the state', codeVerifier: 'the verifier', returnTo: 'https://shop.example/' };
const attempts = attemptsOf();
const cookieOf = (header: string): string => header.split(';')[0]!;

describe('an attempt to sign in', () => {
  it('comes back by its cookie and its state, among other cookies', () => {
    const cookie = `a=b; ${cookieOf(attempts.keep('google', attempt))}; c=d`;
    expect(attempts.matching('google', cookie, 'the state')).toMatchObject(attempt);
  });

  it('is kept for this host alone where there is https', () => {
    expect(attempts.keep('google', attempt)).toMatch(
      /^__Host-tradepost-sign-in=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(attempts.forget()).toContain('__Host-tradepost-sign-in=; Path=/; Max-Age=0;');
    expect(attemptsOf('http://localhost:3000').keep('google', attempt)).toMatch(/^tradepost-sign-in=/);
  });

  it.each(['another state', 'the stat', 'the state ', '', undefined, ['the state'], { state: 'the state' }])(
    'is none of who comes with the state %j',
    (state) => {
      const cookie = cookieOf(attempts.keep('google', attempt));
      expect(attempts.matching('google', cookie, state)).toBeUndefined();
    },
  );

  it('is good for ten minutes', () => {
    const cookie = cookieOf(attempts.keep('google', attempt));
    clock.time += 599_000;
    expect(attempts.matching('google', cookie, 'the state')).toBeDefined();
    clock.time += 1_000;
    expect(attempts.matching('google', cookie, 'the state')).toBeUndefined();
  });

  it('is good at the provider that it was begun with alone', () => {
    const cookie = cookieOf(attempts.keep('google', attempt));
    expect(attempts.matching('another', cookie, 'the state')).toBeUndefined();
  });

  it('outlives a new ENCRYPTION_SECRET, as long as the old one is there', () => {
    const cookie = cookieOf(attempts.keep('google', attempt));
    expect(
      attemptsOf('https://shop.example', 'a newer secret').matching('google', cookie, 'the state'),
    ).toBeDefined();
  });
});
