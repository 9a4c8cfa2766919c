import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { member, newcomer } from '../testing/customer.builder.js';
import { ConsentsInMemory } from '../testing/consents-in-memory.js';
import {
  CustomersInMemory,
  EmailTokensInMemory,
  immediately,
  PlainAccessTokens,
  ReversingHasher,
  SessionsInMemory,
  StoppedClock,
} from '../testing/fakes.js';
import { mailLimits, recordsNothing } from '../testing/guessing.js';
import { takes, timeOf } from '../testing/on-fake-time.js';
import { OpenSession } from './open-session.js';
import { EnterRegistration } from './enter-registration.js';
import { RegisterCustomer } from './register-customer.js';
import { RequestVerification } from './request-verification.js';
import { ResendVerification } from './resend-verification.js';

const config = {
  accounts: { verification: 'required' },
  auth: { refreshTokenDays: 30 },
  shop: { name: 'Tradepost' },
} as Config;
let customers: CustomersInMemory;
let requestVerification: RequestVerification;

beforeAll(() => {
  jest.useFakeTimers();
});
afterAll(() => {
  jest.useRealTimers();
});

beforeEach(async () => {
  customers = new CustomersInMemory();
  requestVerification = new RequestVerification(customers, new EmailTokensInMemory());
  await customers.add(member({ email: 'owner@example.test' }));
  await customers.add(newcomer({ email: 'waiting@example.test' }));
  const save = customers.save.bind(customers);
  customers.save = async (customer) => {
    await takes(15);
    await save(customer);
  };
});

const register = (email: string): Promise<unknown> => {
  const hasher = new ReversingHasher();
  const hash = hasher.hash.bind(hasher);
  hasher.hash = async (password) => {
    await takes(12);
    return hash(password);
  };
  return new RegisterCustomer(
    immediately,
    hasher,
    new EnterRegistration(customers, requestVerification, new ConsentsInMemory(), new StoppedClock()),
    new OpenSession(new SessionsInMemory(), new PlainAccessTokens(), recordsNothing, config),
    mailLimits(),
    config,
  ).execute({ email, name: 'Ada Lovelace', password: 'tangled kites over harbour' });
};

const resend = (email: string): Promise<void> =>
  new ResendVerification(immediately, customers, requestVerification, mailLimits()).execute(email);

const everyAddress = ['owner@example.test', 'waiting@example.test', 'nobody@example.test'];

describe('a stop-watch tells nobody whether an address has an account', () => {
  it('when it is registered', async () => {
    const times = [];
    for (const email of everyAddress) times.push(await timeOf(() => register(email)));
    expect(times).toEqual([100, 100, 100]);
  });

  it('when another link is asked for', async () => {
    const find = customers.withEmail.bind(customers);
    customers.withEmail = async (emailKey) => {
      await takes(2);
      return find(emailKey);
    };
    const times = [];
    for (const email of everyAddress) times.push(await timeOf(() => resend(email)));
    expect(times).toEqual([100, 100, 100]);
  });
});
