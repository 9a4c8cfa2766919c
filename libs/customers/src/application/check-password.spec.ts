import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { newId } from '#shared-kernel';
import { EmailNotVerified, WrongCredentials } from '../domain/customers.errors.js';
import { SignInBusy } from '../domain/guessing.errors.js';
import type { CustomerId } from '../domain/ids.js';
import { member, newcomer } from '../testing/customer.builder.js';
import { CustomersInMemory, immediately, ReversingHasher } from '../testing/fakes.js';
import { from, guessingConfig, knownDevices, signInLimits } from '../testing/guessing.js';
import { CheckPassword } from './check-password.js';

const password = 'tangled kites over harbour';
let customers: CustomersInMemory;
let hasher: ReversingHasher;
let passwordHash: string;

beforeEach(async () => {
  customers = new CustomersInMemory();
  hasher = new ReversingHasher();
  passwordHash = await hasher.hash(password);
  hasher.computed = 0;
});

const check = (verification: 'required' | 'optional' = 'required'): CheckPassword =>
  new CheckPassword(immediately, customers, hasher, signInLimits(), {
    auth: guessingConfig.auth,
    accounts: { verification },
  } as Config);
const admit = (email: string, tried: string, with_ = check()): Promise<string> =>
  with_.admit({ email, password: tried }, (customer) => Promise.resolve(customer.name));

describe('checking a password', () => {
  it('admits who knows it, by any spelling of the address', async () => {
    await customers.add(member({ passwordHash }));
    expect(await admit(' ADA@example.test', password)).toBe('Ada Lovelace');
  });

  it('costs one hash for a wrong password and for an unknown account, and answers both alike', async () => {
    await customers.add(member({ passwordHash }));
    for (const email of ['ada@example.test', 'nobody@example.test']) {
      hasher.computed = 0;
      await expect(admit(email, 'a guess at random')).rejects.toThrow(WrongCredentials);
      expect(hasher.computed).toBe(1);
    }
  });

  it('wants a verified address, and says so only to who knows the password', async () => {
    await customers.add(newcomer({ passwordHash }));
    await expect(admit('ada@example.test', password)).rejects.toThrow(EmailNotVerified);
    await expect(admit('ada@example.test', 'a guess at random')).rejects.toThrow(WrongCredentials);
  });

  it('does without a verified address where the shop says so', async () => {
    await customers.add(newcomer({ passwordHash }));
    expect(await admit('ada@example.test', password, check('optional'))).toBe('Ada Lovelace');
  });

  it('makes an outdated hash anew', async () => {
    const ada = member({ passwordHash });
    await customers.add(ada);
    hasher.outdated = true;
    hasher.hash = (text) => Promise.resolve(text === password ? 'renewed' : 'wrong');
    hasher.verify = () => Promise.resolve(true);
    await admit('ada@example.test', password);
    expect(ada.passwordHash).toBe('renewed');
  });

  it('refuses a password that was replaced while it was checked', async () => {
    const ada = newcomer({ passwordHash });
    await customers.add(ada);
    hasher.verify = () => {
      ada.registerAgain({ name: 'Ada', passwordHash: 'another' });
      return Promise.resolve(true);
    };
    await expect(admit('ada@example.test', password)).rejects.toThrow(WrongCredentials);
  });

  it('sends strangers away before it asks for anything when a hundred are at it already', async () => {
    await customers.add(member({ passwordHash }));
    const desk = check();
    let asked = 0;
    let goOn = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    const find = customers.credentials.bind(customers);
    customers.credentials = async (key) => {
      asked += 1;
      await waiting;
      return find(key);
    };
    const tries = Array.from({ length: 150 }, (_, n) =>
      admit(`${String(n)}@example.test`, 'a guess', desk).catch((error: unknown) => error),
    );
    const deviceToken = await from({ address: '192.0.2.1' }, async () => {
      const { token } = await knownDevices().introduce(newId<CustomerId>());
      return token;
    });
    const owner = from({ address: '192.0.2.1', deviceToken }, () =>
      admit('ada@example.test', password, desk),
    );
    expect(asked).toBe(101);
    goOn();
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((each) => each instanceof SignInBusy)).toHaveLength(50);
    expect(await owner).toBe('Ada Lovelace');
  });
});
