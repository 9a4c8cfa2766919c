import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { Shop } from '../../support/shop.js';
import type { Shopper } from '../../support/shopper.js';

interface Export {
  mails: { subject: string }[];
  staffInvitations: { name: string; role: string }[];
}

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ variables: { ACCOUNT_VERIFICATION: 'optional' } });
});

afterAll(() => shop.close());

async function registers(email: string): Promise<Shopper> {
  const shopper = shop.shopper('Mallory');
  const { accessToken } = await shopper.client.post<{ accessToken: string }>('/v1/auth/registrations', {
    name: 'Mallory',
    email,
    password: 'a long enough passphrase',
  });
  shopper.client.headers['authorization'] = `Bearer ${accessToken}`;
  return shopper;
}

/** As an order of a guest, and an invitation by an owner, have left them. */
async function isWrittenTo(email: string): Promise<void> {
  await shop.database.query(
    `INSERT INTO mails (id, kind, reference, recipient, subject, message_id, status, queued_at)
     VALUES (?, 'order-confirmation', ?, ?, 'Your order TP-SECRET', 'x', 'sent', UTC_TIMESTAMP(3))`,
    [idToBytes(newId()), newId(), email],
  );
  await shop.database.query(
    `INSERT INTO staff_invitations (id, email, email_key, name, role, token_hash, invited_by, created_at, expires_at)
     VALUES (?, ?, ?, 'Victoria', 'support', RANDOM_BYTES(32), ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL 1 DAY)`,
    [idToBytes(newId()), email, email, idToBytes(newId())],
  );
}

describe('an account whose address nobody has shown to be theirs', () => {
  it('is not told what was sent to the address', async () => {
    const email = 'victoria@example.test';
    await isWrittenTo(email);
    const { client } = await registers(email);
    const before = await client.get<Export>('/v1/me/export');
    expect([before.mails, before.staffInvitations]).toEqual([[], []]);
    await shop.database.query('UPDATE customers SET email_verified_at = UTC_TIMESTAMP(3) WHERE email = ?', [
      email,
    ]);
    const after = await client.get<Export>('/v1/me/export');
    expect(after.mails).toContainEqual(expect.objectContaining({ subject: 'Your order TP-SECRET' }));
    expect(after.staffInvitations).toMatchObject([{ name: 'Victoria', role: 'support' }]);
  });
});
