import { beforeEach, describe, expect, it } from '@jest/globals';
import { TooManyMails } from '../domain/guessing.errors.js';
import { from, mailLimits } from '../testing/guessing.js';
import type { MailLimits } from './mail-limits.js';

let limits: MailLimits;

beforeEach(() => {
  limits = mailLimits();
});

const take = (account: string, address = '203.0.113.7'): Promise<boolean> =>
  from({ address }, () => limits.take('reset-password', account));

describe('mails that anybody can have sent', () => {
  it('are three an hour for an account, and the one who asks is not told', async () => {
    const sent = [];
    for (let n = 0; n < 5; n += 1) sent.push(await take('ada@example.test', `203.0.113.${String(n)}`));
    expect(sent).toEqual([true, true, true, false, false]);
    expect(await take('bob@example.test')).toBe(true);
  });

  it('are counted for each purpose, so that none keeps another from being sent', async () => {
    for (let n = 0; n < 4; n += 1) await take('ada@example.test');
    for (const purpose of ['verify-email', 'change-email', 'register'] as const)
      expect(await limits.allows(purpose, 'ada@example.test')).toBe(true);
  });

  it('can be asked for again once the link has been used', async () => {
    for (let n = 0; n < 4; n += 1) await take('ada@example.test');
    await limits.reopen('reset-password', 'ada@example.test');
    expect(await take('ada@example.test')).toBe(true);
  });

  it('are thirty an hour for a client, however many accounts it names, and it is told when to come back', async () => {
    for (let n = 0; n < 30; n += 1) expect(await take(`victim${String(n)}@example.test`)).toBe(true);
    const refused = await take('one-more@example.test').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooManyMails);
    expect((refused as TooManyMails).retryAfterSeconds).toBeGreaterThan(0);
    expect(await take('one-more@example.test', '198.51.100.1')).toBe(true);
  });

  it('are counted for the whole network that an IPv6 customer has', async () => {
    for (let n = 0; n < 30; n += 1)
      await take(`victim${String(n)}@example.test`, `2001:db8:1:2::${n.toString(16)}`);
    await expect(take('one-more@example.test', '2001:db8:1:2:ffff::1')).rejects.toThrow(TooManyMails);
  });
});
