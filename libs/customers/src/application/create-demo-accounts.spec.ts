import { describe, expect, it } from '@jest/globals';
import type { AppEnv, Config } from '#platform/config/config.js';
import {
  CustomersInMemory,
  immediately,
  ReversingHasher,
  SessionsInMemory,
  StoppedClock,
} from '../testing/fakes.js';
import { CreateDemoAccounts, DemoAccountsRefused } from './create-demo-accounts.js';

const password = 'tangled kites over harbour';
const customers = new CustomersInMemory();
const sessions = new SessionsInMemory();
const hasher = new ReversingHasher();
const demo = (appEnv: AppEnv): CreateDemoAccounts =>
  new CreateDemoAccounts(immediately, customers, sessions, hasher, new StoppedClock(), {
    appEnv,
    shop: { name: 'Tradepost' },
  } as Config);

describe('demo accounts', () => {
  it('are a verified customer and a member of staff', async () => {
    await demo('development').execute({ password });
    const [ada, grace] = [
      await customers.withEmail('ada@example.test'),
      await customers.withEmail('grace@example.test'),
    ];
    expect([ada?.role, ada?.isVerified]).toEqual(['customer', true]);
    expect([grace?.role, grace?.isVerified]).toEqual(['owner', true]);
  });

  it('stay as they are when they are asked for again', async () => {
    const before = await customers.withEmail('ada@example.test');
    await demo('demo').execute({ password });
    expect(await customers.withEmail('ada@example.test')).toBe(before);
    expect(sessions.done).toEqual([]);
  });

  it('take a new password, which ends the sign-ins with the old one', async () => {
    await demo('development').execute({ password: 'another kite over harbour' });
    const ada = await customers.withEmail('ada@example.test');
    expect(await hasher.verify(ada?.passwordHash, 'another kite over harbour')).toBe(true);
    expect(sessions.done).toEqual(['ended all: password-replaced', 'ended all: password-replaced']);
  });

  it('are refused in production', async () => {
    await expect(demo('production').execute({ password })).rejects.toThrow(DemoAccountsRefused);
  });
});
