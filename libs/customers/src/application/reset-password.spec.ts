import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditLog } from '#platform/audit/audit-log.js';
import type { Config } from '#platform/config/config.js';
import type { Identities } from '../domain/identities.js';
import { InvalidResetToken } from '../domain/recovery.errors.js';
import type { Customer } from '../domain/customer.js';
import { newcomer } from '../testing/customer.builder.js';
import {
  CustomersInMemory,
  EmailTokensInMemory,
  immediately,
  ReversingHasher,
  SessionsInMemory,
  StoppedClock,
} from '../testing/fakes.js';
import { knownDevices, mailLimits } from '../testing/guessing.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';
import { ResetPassword } from './reset-password.js';

const config = { shop: { name: 'Tradepost' } } as Config;
const password = 'lanterns above the quiet mill';
let customers: CustomersInMemory;
let emailTokens: EmailTokensInMemory;
let hasher: ReversingHasher;
let ada: Customer;
let token: string;

beforeEach(async () => {
  customers = new CustomersInMemory();
  emailTokens = new EmailTokensInMemory();
  hasher = new ReversingHasher();
  ada = newcomer({ passwordHash: 'planted by somebody else' });
  token = newOpaqueToken();
  await customers.add(ada);
  const tokenHash = hashOfToken(token);
  await emailTokens.replace({ customerId: ada.id, purpose: 'reset-password', tokenHash });
});

const reset = (sessions = new SessionsInMemory()): Promise<void> =>
  new ResetPassword(
    immediately,
    customers,
    emailTokens,
    sessions,
    {
      dropPlanted: () => Promise.resolve(),
      unlinkOthers: () => Promise.resolve([]),
    } as unknown as Identities,
    knownDevices(),
    hasher,
    mailLimits(),
    { append: () => Promise.resolve() } as unknown as AuditLog,
    new StoppedClock(),
    config,
  ).execute({ token, password });

describe('choosing a new password', () => {
  it('shows that the mail box is theirs, and leaves nothing of what was there', async () => {
    const sessions = new SessionsInMemory();
    const link = hashOfToken(newOpaqueToken());
    await emailTokens.replace({ customerId: ada.id, purpose: 'verify-email', tokenHash: link });
    await reset(sessions);
    expect(ada.isVerified).toBe(true);
    expect(ada.passwordHash).toBe(await hasher.hash(password));
    expect(sessions.done).toEqual(['ended all: password-replaced']);
    expect(await emailTokens.find('verify-email', link)).toBe(undefined);
  });

  it('is for the faster one of two who open the link at the same moment', async () => {
    hasher.hash = async () => {
      await emailTokens.consume('reset-password', hashOfToken(token)); // by the other one
      return 'of the slower one';
    };
    await expect(reset()).rejects.toThrow(InvalidResetToken);
    expect(ada.passwordHash).toBe('planted by somebody else');
  });

  it('is for the faster one even if both have found the token', async () => {
    emailTokens.consume = () => Promise.resolve(false);
    await expect(reset()).rejects.toThrow(InvalidResetToken);
    expect(ada.passwordHash).toBe('planted by somebody else');
  });
});
