import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditLog } from '#platform/audit/audit-log.js';
import type { Config } from '#platform/config/config.js';
import { newId } from '#shared-kernel';
import { WrongPassword } from '../domain/customers.errors.js';
import type { Customer } from '../domain/customer.js';
import type { SessionId } from '../domain/ids.js';
import { member, someTime } from '../testing/customer.builder.js';
import {
  CustomersInMemory,
  EmailTokensInMemory,
  immediately,
  ReversingHasher,
  SessionsInMemory,
  StoppedClock,
} from '../testing/fakes.js';
import { knownDevices } from '../testing/guessing.js';
import { ChangePassword } from './change-password.js';
import type { ConfirmIdentity } from './confirm-identity.js';

const config = { shop: { name: 'Tradepost' } } as Config;
const sessionId = newId<SessionId>();
let customers: CustomersInMemory;
let sessions: SessionsInMemory;
let ada: Customer;

beforeEach(async () => {
  customers = new CustomersInMemory();
  sessions = new SessionsInMemory();
  ada = member();
  await customers.add(ada);
});

function change(confirm: () => Promise<void>): Promise<void> {
  return new ChangePassword(
    immediately,
    customers,
    new EmailTokensInMemory(),
    sessions,
    knownDevices(),
    { execute: confirm } as unknown as ConfirmIdentity,
    new ReversingHasher(),
    { append: () => Promise.resolve() } as unknown as AuditLog,
    new StoppedClock(),
    config,
  ).execute({
    customerId: ada.id,
    sessionId,
    currentPassword: 'tangled kites over harbour',
    newPassword: 'lanterns above the quiet mill',
  });
}

describe('changing a password', () => {
  it('ends the other sessions, and tells the owner', async () => {
    await change(() => Promise.resolve());
    expect(sessions.done).toEqual(['ended all: password-replaced']);
    expect(customers.events).toMatchObject([
      {
        type: 'customers.security-notice',
        payload: { notice: 'password-changed', at: someTime.toISOString() },
      },
    ]);
  });

  it('has no say any more when the owner resets it at that moment', async () => {
    const changing = change(() => {
      ada.changePassword('chosen by the owner', someTime);
      return Promise.resolve();
    });
    await expect(changing).rejects.toThrow(WrongPassword);
    expect(ada.passwordHash).toBe('chosen by the owner');
    expect(sessions.done).toEqual([]);
  });
});
