import { Customer, type Registration } from '../domain/customer.js';
import { EmailAddress } from '../domain/email-address.js';
import type { Role } from '../domain/roles.js';

export const someTime = new Date('2026-11-20T10:00:00Z');

function registration(fields: Partial<Omit<Registration, 'email'>> & { email?: string }): Registration {
  const { email = 'ada@example.test', ...rest } = fields;
  return {
    name: 'Ada Lovelace',
    passwordHash: 'hash of a passphrase',
    ...rest,
    email: EmailAddress.of(email),
  };
}

/** Somebody who has registered and not verified yet. */
export function newcomer(fields: Parameters<typeof registration>[0] = {}): Customer {
  return Customer.register(registration(fields), someTime);
}

export function member(fields: Parameters<typeof registration>[0] & { role?: Role } = {}): Customer {
  const { role = 'customer', ...rest } = fields;
  return Customer.appoint(registration(rest), role, someTime);
}
