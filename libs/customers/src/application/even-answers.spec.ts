import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#shared-kernel';
import type { Config } from '#platform/config/config.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
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
import type { ConfirmIdentity } from './confirm-identity.js';
import { OpenSession } from './open-session.js';
import { EnterRegistration } from './enter-registration.js';
import { RegisterCustomer } from './register-customer.js';
import { RequestEmailChange } from './request-email-change.js';
import { RequestPasswordReset } from './request-password-reset.js';
import { RequestVerification } from './request-verification.js';
import { ResendVerification } from './resend-verification.js';

const config = {
  accounts: { verification: 'required' },
  auth: { refreshTokenDays: 30 },
  shop: { name: 'Tradepost' },
} as Config;
let customers: CustomersInMemory;
let requestVerification: RequestVerification;
let mover: CustomerId;

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
  const moving = member({ email: 'mover@example.test' });
  mover = moving.id;
  await customers.add(moving);
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

const reset = (email: string): Promise<void> =>
  new RequestPasswordReset(immediately, customers, new EmailTokensInMemory(), mailLimits()).execute(email);

async function moveTo(newEmail: string): Promise<void> {
  await new RequestEmailChange(
    immediately,
    customers,
    new EmailTokensInMemory(),
    {
      execute: () => Promise.resolve(),
      mustStillHold: () => Promise.resolve(),
    } as unknown as ConfirmIdentity,
    mailLimits(),
  ).execute({ customerId: mover, sessionId: newId<SessionId>(), currentPassword: undefined, newEmail });
}

function lookingUpTakesTime(): void {
  const find = customers.withEmail.bind(customers);
  customers.withEmail = async (emailKey) => {
    await takes(2);
    return find(emailKey);
  };
}

const everyAddress = ['owner@example.test', 'waiting@example.test', 'nobody@example.test'];

describe('a stop-watch tells nobody whether an address has an account', () => {
  it('when it is registered', async () => {
    const times = [];
    for (const email of everyAddress) times.push(await timeOf(() => register(email)));
    expect(times).toEqual([100, 100, 100]);
  });

  it('when another link is asked for', async () => {
    lookingUpTakesTime();
    const times = [];
    for (const email of everyAddress) times.push(await timeOf(() => resend(email)));
    expect(times).toEqual([100, 100, 100]);
  });

  it.each([
    ['a new password is asked for', reset],
    ['it shall become the address of another account', moveTo],
  ])('when %s', async (_, ask) => {
    lookingUpTakesTime();
    const times = [];
    for (const email of everyAddress) times.push(await timeOf(() => ask(email)));
    expect(times).toEqual([100, 100, 100]);
  });
});
