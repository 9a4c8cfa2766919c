import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { type Customer } from '../domain/customer.js';
import { EmailTaken, InvalidProfile, WeakPassword } from '../domain/customers.errors.js';
import { member } from '../testing/customer.builder.js';
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
import { EnterRegistration } from './enter-registration.js';
import { hashOfToken } from './opaque-token.js';
import { OpenSession } from './open-session.js';
import { RecordConsent } from './record-consent.js';
import { RegisterCustomer } from './register-customer.js';
import { RequestVerification } from './request-verification.js';
import { VerifyEmail } from './verify-email.js';

const ada = { email: 'ada@example.test', name: 'Ada Lovelace', password: 'tangled kites over harbour' };
let customers: CustomersInMemory;
let emailTokens: EmailTokensInMemory;
let hasher: ReversingHasher;
let consents: ConsentsInMemory;

beforeEach(() => {
  customers = new CustomersInMemory();
  emailTokens = new EmailTokensInMemory();
  hasher = new ReversingHasher();
  consents = new ConsentsInMemory();
});

function registration(
  verification: 'required' | 'optional' = 'required',
  limits = mailLimits(),
): RegisterCustomer {
  const config = {
    accounts: { verification },
    auth: { refreshTokenDays: 30 },
    shop: { name: 'Tradepost' },
  } as Config;
  return new RegisterCustomer(
    immediately,
    hasher,
    new EnterRegistration(
      customers,
      new RequestVerification(customers, emailTokens),
      consents,
      new StoppedClock(),
    ),
    new OpenSession(new SessionsInMemory(), new PlainAccessTokens(), recordsNothing, config),
    limits,
    config,
  );
}

const types = (): string[] => customers.events.map(({ type }) => type);
const lastToken = (): string => (customers.events.at(-1)?.payload as { token: string }).token;

describe('registering', () => {
  it('adds an account, has a link mailed, and tells nothing', async () => {
    expect(await registration().execute(ada)).toBeUndefined();
    expect(types()).toEqual(['customers.verification-requested']);
    expect((await customers.withEmail('ada@example.test'))?.isVerified).toBe(false);
  });

  it('tells only the owner when there is a verified account, and computes a hash all the same', async () => {
    const owner = member();
    await customers.add(owner);
    expect(await registration().execute({ ...ada, name: 'Eve' })).toBeUndefined();
    expect(types()).toEqual(['customers.already-registered']);
    expect(owner.passwordHash).toBe('hash of a passphrase');
    expect(hasher.computed).toBe(1);
  });

  it('refuses a wrong name before it looks whether there is an account', async () => {
    await customers.add(member());
    await expect(registration().execute({ ...ada, name: 'www.evil.test' })).rejects.toThrow(InvalidProfile);
    expect(types()).toEqual([]);
  });

  it('refuses a weak password before it computes anything', async () => {
    await expect(
      Promise.resolve().then(() => registration().execute({ ...ada, password: 'password' })),
    ).rejects.toThrow(WeakPassword);
    expect(hasher.computed).toBe(0);
  });

  it('finds the account that another registration has added in between', async () => {
    const add = customers.add.bind(customers);
    customers.add = async (customer: Customer) => {
      customers.add = add;
      await add(member()); // somebody was faster
      await add(customer);
    };
    await registration().execute(ada);
    expect(types()).toEqual(['customers.already-registered']);
  });

  it('counts without another mail, too, once an address has got three in an hour', async () => {
    const limits = mailLimits();
    const register = registration('required', limits);
    await register.execute({ ...ada, password: 'planted by somebody else' });
    for (let n = 0; n < 3; n += 1) await register.execute(ada);
    expect(types()).toEqual(Array(3).fill('customers.verification-requested'));
    // No link is left that would activate an earlier password.
    for (const { payload } of customers.events)
      expect(await emailTokens.find('verify-email', hashOfToken((payload as { token: string }).token))).toBe(
        undefined,
      );
  });

  it('tells an owner three times in an hour at most', async () => {
    await customers.add(member());
    const register = registration('required', mailLimits());
    for (let n = 0; n < 5; n += 1) await register.execute(ada);
    expect(types()).toEqual(Array(3).fill('customers.already-registered'));
  });

  it('signs in at once where verification is optional, and refuses an address that is taken', async () => {
    const register = registration('optional');
    expect(await register.execute(ada)).toMatchObject({ tokenType: 'Bearer', expiresIn: 900 });
    expect(types()).toEqual(['customers.verification-requested']);
    await expect(register.execute(ada)).rejects.toThrow(EmailTaken);
  });
});

describe('verifying', () => {
  const verifying = (): VerifyEmail =>
    new VerifyEmail(
      immediately,
      customers,
      emailTokens,
      new RecordConsent(immediately, consents),
      new StoppedClock(),
    );

  it('takes the link of the latest registration only', async () => {
    await registration().execute({ ...ada, password: 'planted by somebody else' });
    const planted = lastToken();
    await registration().execute(ada);
    await expect(verifying().execute(planted)).rejects.toMatchObject({
      code: 'auth.verification-token-invalid',
    });
    await verifying().execute(lastToken());
    const customer = await customers.withEmail('ada@example.test');
    expect(customer?.isVerified).toBe(true);
    expect(customer?.passwordHash).toBe(await hasher.hash(ada.password));
  });

  it('confirms what was agreed to with the registration, and nothing of an earlier one', async () => {
    const marketingConsent = { wording: 'News by mail' };
    await registration().execute({ ...ada, marketingConsent: { wording: 'planted by somebody else' } });
    await registration().execute({ ...ada, marketingConsent });
    await verifying().execute(lastToken());
    expect(consents.history.map(({ wording, source }) => `${source}: ${wording}`)).toEqual([
      'registration: News by mail',
      'verification: News by mail',
    ]);
  });

  it('agrees to nothing that the latest registration did not say', async () => {
    await registration().execute({ ...ada, marketingConsent: { wording: 'planted by somebody else' } });
    await registration().execute(ada);
    await verifying().execute(lastToken());
    expect(consents.history).toEqual([]);
  });

  it('takes a link once', async () => {
    await registration().execute(ada);
    const token = lastToken();
    await verifying().execute(token);
    await expect(verifying().execute(token)).rejects.toMatchObject({
      code: 'auth.verification-token-invalid',
    });
  });
});
