import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '#platform/outbox/event-envelope.js';
import { accountMailsOf, masked, type AccountEvent } from './account-mails.js';
import { holdsSecret } from './mail.js';

const customerId = 'customer';
const told = ({ type, payload }: AccountEvent): ReturnType<typeof accountMailsOf> => {
  const event: EventEnvelope = { id: 'event', type, payload, occurredAt: new Date() };
  return accountMailsOf(event);
};

describe('who is mailed', () => {
  it('the owner, with the link for a new password', () => {
    const payload = { customerId, email: 'ada@example.test', name: 'Ada', token: 'secret' };
    expect(told({ type: 'customers.password-reset-requested', sensitive: true, payload })).toEqual([
      {
        kind: 'password-reset',
        reference: 'event',
        recipient: 'ada@example.test',
        content: { name: 'Ada', token: 'secret' },
      },
    ]);
  });

  it('both addresses of a change, the old one without the token and without the whole new address', () => {
    const [toNew, toOld] = told({
      type: 'customers.email-change-requested',
      sensitive: true,
      payload: {
        customerId,
        email: 'ada@example.test',
        newEmail: 'countess@example.test',
        name: 'Ada',
        token: 'secret',
      },
    });
    expect(toNew).toMatchObject({ recipient: 'countess@example.test', content: { token: 'secret' } });
    expect(toOld).toMatchObject({ recipient: 'ada@example.test', kind: 'email-change-warning' });
    expect(JSON.stringify(toOld)).not.toMatch(/secret|countess/);
  });

  it('both addresses after the change, each once', () => {
    const mails = told({
      type: 'customers.email-changed',
      sensitive: true,
      payload: { customerId, oldEmail: 'ada@example.test', newEmail: 'countess@example.test', name: 'Ada' },
    });
    expect(mails.map(({ recipient }) => recipient)).toEqual(['ada@example.test', 'countess@example.test']);
    expect(new Set(mails.map(({ kind, reference }) => `${kind} ${reference}`)).size).toBe(2);
  });

  it('the owner, of what happened, with what is known and nothing else', () => {
    const [mail] = told({
      type: 'customers.security-notice',
      sensitive: true,
      payload: {
        customerId,
        email: 'ada@example.test',
        name: 'Ada',
        notice: 'new-device',
        at: '2026-11-20T10:00:00Z',
        device: 'Firefox on Linux',
      },
    });
    expect(mail?.content).toEqual({
      name: 'Ada',
      notice: 'new-device',
      at: '2026-11-20T10:00:00Z',
      device: 'Firefox on Linux',
    });
  });

  it('whoever is invited or forgotten', () => {
    const email = 'ada@example.test';
    const invitation = { invitationId: 'i', email, name: 'Ada', role: 'support', invitedBy: 'G', token: 's' };
    expect(told({ type: 'customers.staff-invited', sensitive: true, payload: invitation })).toMatchObject([
      { kind: 'staff-invitation', recipient: email },
    ]);
    expect(
      told({
        type: 'customers.customer-erased',
        sensitive: true,
        payload: { customerId, email, name: 'Ada' },
      }),
    ).toMatchObject([{ kind: 'account-erased', recipient: email }]);
  });
});

describe('a masked address', () => {
  it.each([
    ['maria@example.test', 'm***@example.test'],
    ['😀@example.test', '😀***@example.test'],
    ['"odd@local"@example.test', '"***@example.test'],
  ])('%s is %s', (email, shown) => {
    expect(masked(email)).toBe(shown);
  });
});

describe('the delivery log', () => {
  it('wipes every token, also of a mail that can not be delivered', () => {
    const secrets = ['email-verification', 'password-reset', 'email-change', 'staff-invitation'] as const;
    for (const kind of secrets) expect(holdsSecret(kind)).toBe(true);
    expect(holdsSecret('security-notice')).toBe(false);
  });
});
