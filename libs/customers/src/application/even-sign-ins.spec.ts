import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { member, newcomer } from '../testing/customer.builder.js';
import { CustomersInMemory, immediately, ReversingHasher } from '../testing/fakes.js';
import { DevicesInMemory, from, guessingConfig, signInLimits } from '../testing/guessing.js';
import { takes, timeOf } from '../testing/on-fake-time.js';
import { CheckPassword } from './check-password.js';

beforeAll(() => {
  jest.useFakeTimers();
});
afterAll(() => {
  jest.useRealTimers();
});

/** A shop in which each thing that is asked for takes its time. */
async function signInDesk(): Promise<(email: string) => Promise<unknown>> {
  const customers = new CustomersInMemory();
  const hasher = new ReversingHasher();
  const devices = new DevicesInMemory();
  const passwordHash = await hasher.hash('tangled kites over harbour');
  await customers.add(member({ email: 'owner@example.test', passwordHash }));
  await customers.add(newcomer({ email: 'waiting@example.test', passwordHash }));
  const [find, verify, isKnown] = [
    customers.credentials.bind(customers),
    hasher.verify.bind(hasher),
    devices.isKnown.bind(devices),
  ];
  customers.credentials = async (key) => {
    await takes(2);
    return find(key);
  };
  hasher.verify = async (hash, password) => {
    await takes(17);
    return verify(hash, password);
  };
  devices.isKnown = async (hash, customerId) => {
    await takes(3);
    return isKnown(hash, customerId);
  };
  const check = new CheckPassword(immediately, customers, hasher, signInLimits({ devices }), {
    auth: guessingConfig.auth,
    accounts: { verification: 'required' },
  } as Config);
  return (email) =>
    from({ address: '192.0.2.1' }, () =>
      check.admit({ email, password: 'a guess at random' }, () => Promise.resolve()),
    );
}

describe('a stop-watch at the sign-in tells nobody whether an address has an account', () => {
  it.each(['owner@example.test', 'waiting@example.test', 'nobody@example.test'])(
    'neither before the limit is reached nor behind it: %s',
    async (email) => {
      const signIn = await signInDesk();
      const times = [];
      for (let n = 0; n < 12; n += 1) times.push(await timeOf(() => signIn(email)));
      expect(times).toEqual([...Array<number>(10).fill(19), 2, 2]);
    },
  );
});
