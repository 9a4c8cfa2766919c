import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { PasswordNeeded, WrongPassword } from '../domain/customers.errors.js';
import { TooManyAttempts } from '../domain/guessing.errors.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { SignInAgain } from '../domain/recovery.errors.js';
import { SignInTimes } from '../domain/sign-in-times.js';
import { unusablePasswordHash } from '../domain/unusable-password.js';
import { member } from '../testing/customer.builder.js';
import { CustomersInMemory, ReversingHasher } from '../testing/fakes.js';
import { signInLimits } from '../testing/guessing.js';
import { ConfirmIdentity } from './confirm-identity.js';

const password = 'tangled kites over harbour';
const sessionId = newId<SessionId>();
let customers: CustomersInMemory;
let hasher: ReversingHasher;
let age: number | undefined;
let confirmIdentity: ConfirmIdentity;

class Ages extends SignInTimes {
  ageOf(): Promise<number | undefined> {
    return Promise.resolve(age);
  }
}

beforeEach(() => {
  customers = new CustomersInMemory();
  hasher = new ReversingHasher();
  age = undefined;
  confirmIdentity = new ConfirmIdentity(customers, hasher, new Ages(), signInLimits());
});

async function account(passwordHash: string): Promise<CustomerId> {
  const ada = member({ passwordHash });
  await customers.add(ada);
  return ada.id;
}

describe('confirming who it is', () => {
  it('wants the password of an account that has one, however fresh the sign-in is', async () => {
    const customerId = await account(await hasher.hash(password));
    age = 1;
    await confirmIdentity.execute({ customerId, sessionId, password });
    for (const [sent, refusal] of [
      [undefined, PasswordNeeded],
      ['a guess at random', WrongPassword],
      ['', WrongPassword],
    ] as const)
      await expect(confirmIdentity.execute({ customerId, sessionId, password: sent })).rejects.toThrow(
        refusal,
      );
  });

  it('wants a sign-in of the last ten minutes where there is no password, and takes nothing instead', async () => {
    const customerId = await account(unusablePasswordHash());
    for (const [seconds, isEnough] of [
      [0, true],
      [600, true],
      [601, false],
      [undefined, false],
    ] as const) {
      age = seconds;
      const confirmation = confirmIdentity.execute({ customerId, sessionId, password });
      await (isEnough ? confirmation : expect(confirmation).rejects.toThrow(SignInAgain));
    }
    age = 1;
    await expect(confirmIdentity.execute({ customerId, sessionId: undefined, password })).rejects.toThrow(
      SignInAgain,
    );
  });

  it('counts only what is wrong, and ends guessing', async () => {
    const customerId = await account(await hasher.hash(password));
    for (let n = 0; n < 40; n += 1) await confirmIdentity.execute({ customerId, sessionId, password });
    const guess = (): Promise<void> =>
      confirmIdentity.execute({ customerId, sessionId, password: 'a guess at random' });
    for (let n = 0; n < 10; n += 1) await expect(guess()).rejects.toThrow(WrongPassword);
    const { computed } = hasher;
    await expect(guess()).rejects.toThrow(TooManyAttempts);
    expect(hasher.computed).toBe(computed);
  });
});
