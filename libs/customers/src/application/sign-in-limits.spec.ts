import { beforeEach, describe, expect, it, jest, afterEach } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { newId } from '#shared-kernel';
import { WrongCredentials, WrongPassword } from '../domain/customers.errors.js';
import { TooManyAttempts } from '../domain/guessing.errors.js';
import type { CustomerId } from '../domain/ids.js';
import {
  DevicesInMemory,
  from,
  guessingConfig,
  knownDevices,
  signInLimits,
  TrailInMemory,
} from '../testing/guessing.js';
import type { SignInLimits } from './sign-in-limits.js';

const ada = { account: 'ada@example.test', customerId: newId<CustomerId>() };
const nobody = { account: 'nobody@example.test', customerId: undefined };
let devices: DevicesInMemory;
let trail: TrailInMemory;
let limits: SignInLimits;

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
  devices = new DevicesInMemory();
  trail = new TrailInMemory();
  limits = signInLimits({ devices, trail });
});
afterEach(() => {
  jest.useRealTimers();
});

interface Try {
  address?: string;
  deviceToken?: string | undefined;
  attempt?: { account: string; customerId: CustomerId | undefined };
}

const attemptFrom = (
  { address = '192.0.2.1', deviceToken, attempt = ada }: Try,
  work: () => Promise<unknown>,
): Promise<unknown> =>
  from({ address, deviceToken }, () => limits.admit(attempt, work)).catch((error: unknown) => error);
const fail = (of: Try = {}): Promise<unknown> =>
  attemptFrom(of, () => Promise.reject(new WrongCredentials()));
const succeed = (of: Try = {}): Promise<unknown> => attemptFrom(of, () => Promise.resolve('in'));

async function failures(times: number, of: (n: number) => Try): Promise<unknown> {
  let last: unknown;
  for (let n = 0; n < times; n += 1) last = await fail(of(n));
  return last;
}

const many = (n: number): string => `198.51.${String(Math.floor(n / 250))}.${String((n % 250) + 1)}`;

describe('guessing at one account', () => {
  it('ends after ten failures from one address, for a quarter of an hour, right or wrong', async () => {
    expect(await failures(10, () => ({}))).toBeInstanceOf(WrongCredentials);
    for (const outcome of [await fail(), await succeed()]) {
      expect(outcome).toBeInstanceOf(TooManyAttempts);
      expect((outcome as TooManyAttempts).retryAfterSeconds).toBe(900);
    }
    expect(await succeed({ address: '192.0.2.2' })).toBe('in');
    jest.setSystemTime(1_000_000 + 900_000);
    expect(await succeed()).toBe('in');
  });

  it('ends after ten failures from one network of IPv6, whichever of its addresses is used', async () => {
    await failures(10, (n) => ({ address: `2001:db8:1:2::${n.toString(16)}` }));
    expect(await succeed({ address: '2001:db8:1:2:ffff::1' })).toBeInstanceOf(TooManyAttempts);
    expect(await succeed({ address: '2001:db8:1:3::1' })).toBe('in');
  });

  it('ends after thirty failures in an hour from wherever, and after a hundred in a day', async () => {
    await failures(30, (n) => ({ address: many(n) }));
    expect(await succeed({ address: many(200) })).toMatchObject({ retryAfterSeconds: 3_600 });
    let tried = 30;
    for (let hours = 1; hours < 24; hours += 1) {
      jest.setSystemTime(1_000_000 + hours * 3_600_000);
      for (let n = 0; n < 40; n += 1)
        if ((await fail({ address: many(hours * 40 + n) })) instanceof WrongCredentials) tried += 1;
    }
    expect(tried).toBe(100);
  });

  it('is the same for an account that does not exist', async () => {
    for (const attempt of [ada, nobody]) {
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => fail({ attempt })));
      expect(outcomes.map((each) => (each as Error).message)).toEqual([
        ...Array<string>(10).fill(new WrongCredentials().message),
        ...Array<string>(2).fill(new TooManyAttempts(900).message),
      ]);
    }
  });

  it('gets no further by many tries at once', async () => {
    let checked = 0;
    const check = async (): Promise<never> => {
      checked += 1;
      await Promise.resolve();
      throw new WrongCredentials();
    };
    await Promise.all(Array.from({ length: 64 }, () => attemptFrom({}, check)));
    expect(checked).toBe(10);
  });
});

describe('guessing at many accounts', () => {
  const someone = (n: number): Try['attempt'] => ({
    account: `${String(n)}@example.test`,
    customerId: undefined,
  });

  it('ends after fifty failures from one address', async () => {
    await failures(50, (n) => ({ attempt: someone(n) }));
    expect(await fail({ attempt: someone(51) })).toBeInstanceOf(TooManyAttempts);
    expect(await succeed({ address: '192.0.2.9' })).toBe('in');
  });

  it('ends after two hundred from one site of IPv6, however many networks it has', async () => {
    await failures(200, (n) => ({ attempt: someone(n), address: `2001:db8:1:${n.toString(16)}::1` }));
    expect(await fail({ attempt: someone(201), address: '2001:db8:1:ffff::1' })).toBeInstanceOf(
      TooManyAttempts,
    );
    expect(await fail({ attempt: someone(201), address: '2001:db8:2::1' })).toBeInstanceOf(WrongCredentials);
  });

  it('ends for a minute when everybody together has failed too often', async () => {
    const config = { auth: { ...guessingConfig.auth, signInFailuresPerMinute: 20 } } as Config;
    limits = signInLimits({ config, devices });
    await failures(20, (n) => ({ attempt: someone(n), address: many(n) }));
    expect(await fail({ address: many(21) })).toMatchObject({ retryAfterSeconds: 60 });
  });
});

describe('the owner', () => {
  const known = (): Promise<string> =>
    from({ address: '192.0.2.1' }, async () => (await knownDevices(devices).introduce(ada.customerId)).token);

  it('comes in from a device that the account knows, whatever others do', async () => {
    const deviceToken = await known();
    await failures(60, (n) => ({ address: n % 2 === 0 ? many(n) : '192.0.2.1' }));
    expect(await succeed()).toBeInstanceOf(TooManyAttempts);
    expect(await succeed({ deviceToken })).toBe('in');
    expect(await succeed({ deviceToken, address: '203.0.113.5' })).toBe('in');
  });

  it('is not who shows a made-up token, or one of another account', async () => {
    const deviceToken = await known();
    await failures(10, () => ({ attempt: nobody }));
    for (const token of ['made.up', `${deviceToken.slice(0, -2)}AA`, deviceToken])
      expect(await succeed({ deviceToken: token, attempt: nobody })).toBeInstanceOf(TooManyAttempts);
  });

  it('may fail twenty times on a known device, which no longer helps a thief then', async () => {
    const deviceToken = await known();
    await failures(20, (n) => ({ deviceToken, address: many(n) }));
    expect(await succeed({ deviceToken })).toBeInstanceOf(TooManyAttempts);
    expect(await succeed()).toBe('in');
  });

  it('uses nothing up by signing in, nor when something else goes wrong', async () => {
    for (let n = 0; n < 100; n += 1) {
      expect(await succeed()).toBe('in');
      await attemptFrom({}, () => Promise.reject(new RangeError('the database is away')));
    }
  });
});

describe('the trail', () => {
  it('has each failure, with the account or a mark in its place, and never what was typed', async () => {
    await fail();
    await fail({ attempt: nobody });
    await attemptFrom({}, () => Promise.reject(new WrongPassword()));
    await succeed();
    expect(trail.noted).toEqual([
      {
        actor: ada.customerId,
        action: 'customers.sign-in-failed',
        subjectType: 'customer',
        subjectId: ada.customerId,
      },
      {
        actor: 'anonymous',
        action: 'customers.sign-in-failed',
        subjectType: 'unknown-account',
        subjectId: expect.stringMatching(/^[\w-]{22}$/),
      },
      {
        actor: ada.customerId,
        action: 'customers.sign-in-failed',
        subjectType: 'customer',
        subjectId: ada.customerId,
      },
    ]);
    expect(JSON.stringify(trail.noted)).not.toContain('example.test');
  });

  it('has what the limits have refused, and by which', async () => {
    await failures(11, () => ({}));
    expect(trail.noted.at(-1)).toMatchObject({
      action: 'customers.sign-in-refused',
      after: { limit: 'sign-in-pair' },
    });
  });
});
