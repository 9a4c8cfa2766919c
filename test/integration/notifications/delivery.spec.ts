import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotificationsJobsModule } from '#notifications/jobs';
import { RequeueStrandedMails } from '#notifications';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { RedisConnection } from '#platform/redis/redis.module.js';
import type { OrderPaid } from '#ordering/events';
import { newId, type DomainEvent } from '#shared-kernel';
import { startMailbox, type Mailbox } from '../../../tools/mailbox/start-mailbox.js';
import { startContext, type TestContext } from '../../support/platform.js';

interface MailRow {
  status: string;
  attempts: number;
  recipient: string;
  subject: string;
  message_id: string;
  last_error: string | null;
  data: string | null;
}

jest.setTimeout(30_000);

const worker = { imports: [NotificationsJobsModule, OutboxRelayModule] };

describe('from an event to a mail', () => {
  let mailbox: Mailbox;
  let context: TestContext;

  beforeAll(async () => {
    mailbox = await startMailbox();
    context = await startContext(worker, {
      SMTP_URL: mailbox.smtpUrl,
      SMTP_TIMEOUT_MS: '5000',
      OUTBOX_LEASE_SECONDS: '2',
    });
  });

  beforeEach(() => mailbox.clear());

  afterEach(() => {
    mailbox.fault({ mode: 'accept' });
  });

  afterAll(async () => {
    await context.close();
    await mailbox.close();
  });

  it('mails the link to verify an address, and forgets its token afterwards', async () => {
    await happened(verificationRequested('ada@example.com', 'secret-token'));

    const mail = await mailbox.waitFor(({ to }) => to.includes('ada@example.com'));
    expect(mail.links).toContain(
      `${context.config.http.publicUrl}/v1/auth/email-verifications?token=secret-token`,
    );
    expect(mail.text).toMatch(/^Hello Ada,/);
    await settled('ada@example.com', 'sent');
    expect(await tablesThatHold('secret-token')).toEqual([]);
  });

  it('tells somebody who registers a second time that the account exists', async () => {
    await happened({
      type: 'customers.already-registered',
      payload: { email: 'bob@example.com', name: 'Bob' },
    });

    const mail = await mailbox.waitFor(({ to }) => to.includes('bob@example.com'));
    expect(mail.subject).toBe('You already have an account at Tradepost');
  });

  it('tells both addresses of a change, and forgets the token afterwards', async () => {
    const [email, newEmail, token] = ['old@example.com', 'new@example.com', 'change-token'];
    const payload = { customerId: newId(), email, newEmail, name: 'Ada', token };
    await happened({ type: 'customers.email-change-requested', payload, sensitive: true });

    const toNew = await mailbox.waitFor(({ to }) => to.includes(newEmail));
    const toOld = await mailbox.waitFor(({ to }) => to.includes(email));
    expect(toNew.links).toContain(`${context.config.http.publicUrl}/v1/auth/email-changes?token=${token}`);
    expect(toOld.text + toOld.html).not.toMatch(/change-token|new@example/);
    await settled(newEmail, 'sent');
    expect(await tablesThatHold(token)).toEqual([]);
  });

  it('confirms an order once, however often its payment is reported', async () => {
    const paid = orderPaid('cleo@example.com');
    await Promise.all([happened(paid), happened(paid), happened(paid)]);

    const mail = await mailbox.waitFor(({ to }) => to.includes('cleo@example.com'));
    expect(mail.subject).toBe(`Your order ${paid.payload.number} at Tradepost`);
    expect(mail.text).toContain('Total: $51.95');
    expect(mail.messageId).toBe(`<order-confirmation.${paid.payload.orderId}@example.test>`);
    await quiet();
    expect(await mailbox.messages({ to: 'cleo@' })).toHaveLength(1);
    expect(await rowsFor('cleo@example.com')).toMatchObject([{ status: 'sent', attempts: 1, data: null }]);
  });

  it('keeps a mail while the mail server is away', async () => {
    mailbox.fault({ mode: 'down' });
    await happened(orderPaid('dora@example.com'));
    await delayed('dora@example.com');
    expect(await rowsFor('dora@example.com')).toMatchObject([{ status: 'queued' }]);

    mailbox.fault({ mode: 'accept' });

    await settled('dora@example.com', 'sent');
    expect(await mailbox.messages({ to: 'dora@' })).toHaveLength(1);
  });

  it('tries again after "not now"', async () => {
    mailbox.fault({ mode: '451', times: 2 });
    await happened(orderPaid('emil@example.com'));

    await settled('emil@example.com', 'sent');
    expect(await rowsFor('emil@example.com')).toMatchObject([{ attempts: 3, last_error: null }]);
    expect(await mailbox.messages({ to: 'emil@' })).toHaveLength(1);
  });

  it('does not try for ever after "never": the log tells why, the secret is gone, the event is done', async () => {
    mailbox.fault({ mode: '550' });
    await happened(verificationRequested('nobody@example.com', 'unused-token'));

    await settled('nobody@example.com', 'failed');
    await quiet();
    const [row] = await rowsFor('nobody@example.com');
    expect(row).toMatchObject({ attempts: 1, data: null });
    expect(row?.last_error).toMatch(/RCPT TO.*550 5\.1\.1 No such mailbox/);
    expect(mailbox.faultState().hits['550']).toBe(1);
    expect(await tablesThatHold('unused-token')).toEqual([]);
  });

  it.each(['accept', '550'] as const)(
    'does not know to whom it said good-bye, once the mail server has answered: %s',
    async (mode) => {
      mailbox.fault({ mode });
      const payload = { customerId: newId(), email: `gone-${mode}@example.com`, name: 'Ada' };
      await happened({ type: 'customers.customer-erased', payload, sensitive: true });

      const status = mode === 'accept' ? 'sent' : 'failed';
      const sql = "SELECT recipient, last_error FROM mails WHERE kind = 'account-erased' AND status = ?";
      await until(async () => (await context.database.query(sql, [status])).length > 0);
      expect(await context.database.query(sql, [status])).toEqual([{ recipient: '', last_error: null }]);
      await quiet();
      expect(await context.database.query('SELECT id FROM outbox WHERE payload LIKE ?', ['%gone-%'])).toEqual(
        [],
      );
    },
  );

  it('sends again under the same Message-ID when the answer was lost', async () => {
    mailbox.fault({ mode: 'lose-answer', times: 1 });
    await happened(orderPaid('fay@example.com'));

    await settled('fay@example.com', 'sent');
    const mails = await mailbox.messages({ to: 'fay@' });
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('makes a mail again from the database after Redis has lost everything', async () => {
    mailbox.fault({ mode: 'down' });
    await happened(orderPaid('gus@example.com'));
    await delayed('gus@example.com');
    await forgetAllJobs();

    mailbox.fault({ mode: 'accept' });

    await settled('gus@example.com', 'sent');
    expect(await mailbox.messages({ to: 'gus@' })).toHaveLength(1);
  });

  it('leaves a mail alone while another worker has it, and takes it over when that one has died', async () => {
    mailbox.fault({ mode: 'down' });
    await happened(orderPaid('hal@example.com'));
    await delayed('hal@example.com');
    const isClaimedUntil = (end: string): Promise<unknown> =>
      context.database.query(`UPDATE mails SET claimed_until = ${end} WHERE recipient = ?`, [
        'hal@example.com',
      ]);
    await isClaimedUntil('UTC_TIMESTAMP(3) + INTERVAL 1 HOUR');
    mailbox.fault({ mode: 'accept' });

    await sleep(1_500); // the next try comes after a second
    expect(await mailbox.messages({ to: 'hal@' })).toEqual([]);

    await isClaimedUntil('UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');

    await settled('hal@example.com', 'sent');
    expect(await mailbox.messages({ to: 'hal@' })).toHaveLength(1);
  });

  it('gives a mail up after five days of "not now"', async () => {
    mailbox.fault({ mode: 'down' });
    await happened(orderPaid('ida@example.com'));
    await delayed('ida@example.com');
    await context.database.query(
      'UPDATE mails SET queued_at = queued_at - INTERVAL 5 DAY WHERE recipient = ?',
      ['ida@example.com'],
    );

    await settled('ida@example.com', 'failed');
  });

  it('gives a mail whose event was given up another one', async () => {
    mailbox.fault({ mode: 'down' });
    await happened(orderPaid('jan@example.com'));
    await delayed('jan@example.com');
    await forgetAllJobs();
    await context.database.query('DELETE FROM outbox');
    await context.database.query(
      'UPDATE mails SET requeue_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE status = ?',
      ['queued'],
    );
    mailbox.fault({ mode: 'accept' });

    expect(await context.app.get(RequeueStrandedMails).execute()).toBe(1);
    expect(await context.app.get(RequeueStrandedMails).execute()).toBe(0);

    await settled('jan@example.com', 'sent');
  });

  it('sends each mail once with two workers at the same queues', async () => {
    const second = await startContext(worker, {
      SMTP_URL: mailbox.smtpUrl,
      DATABASE_URL: context.database.url,
      REDIS_PREFIX: context.config.redis.prefix,
      OUTBOX_LEASE_SECONDS: '1',
    });
    const orders = Array.from({ length: 60 }, (_, index) => orderPaid(`kim${String(index)}@example.com`));

    await Promise.all(orders.map(happened));
    await quiet();

    const mails = await mailbox.messages({ to: 'kim' });
    expect(mails).toHaveLength(60);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(60);
    await second.close();
  });

  async function happened(event: DomainEvent): Promise<void> {
    await context.app.get(UnitOfWork).run(() => context.app.get(Outbox).append([event]));
  }

  function rowsFor(recipient: string): Promise<MailRow[]> {
    return context.database.query<MailRow>('SELECT * FROM mails WHERE recipient = ?', [recipient]);
  }

  async function settled(recipient: string, status: string): Promise<void> {
    await until(async () => (await rowsFor(recipient))[0]?.status === status);
  }

  async function delayed(recipient: string): Promise<void> {
    await until(async () => typeof (await rowsFor(recipient))[0]?.last_error === 'string');
  }

  /** Nothing is left to do, for a little while. */
  async function quiet(): Promise<void> {
    const pending = 'SELECT COUNT(*) AS count FROM outbox WHERE next_attempt_at IS NOT NULL';
    await until(async () => (await context.database.query<{ count: number }>(pending))[0]?.count === 0);
    await sleep(300);
  }

  async function tablesThatHold(secret: string): Promise<string[]> {
    await quiet();
    const [inOutbox] = await context.database.query<{ count: number }>(
      'SELECT COUNT(*) AS count FROM outbox WHERE payload LIKE ?',
      [`%${secret}%`],
    );
    const [inMails] = await context.database.query<{ count: number }>(
      'SELECT COUNT(*) AS count FROM mails WHERE data LIKE ?',
      [`%${secret}%`],
    );
    return [inOutbox?.count === 0 ? [] : ['outbox'], inMails?.count === 0 ? [] : ['mails']].flat();
  }

  /** What FLUSHALL would do, to the keys of this test alone. */
  async function forgetAllJobs(): Promise<void> {
    const { client } = context.app.get(RedisConnection);
    const keys = await client.keys(`{${context.config.redis.prefix}}*`);
    expect(keys.length).toBeGreaterThan(0);
    await client.del(...keys);
  }
});

async function until(condition: () => Promise<boolean>, ms = 20_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${String(ms)} ms.`);
    await sleep(50);
  }
}

function verificationRequested(email: string, token: string): DomainEvent {
  return {
    type: 'customers.verification-requested',
    payload: { customerId: newId(), email, name: 'Ada', token },
    sensitive: true,
  };
}

function orderPaid(email: string): OrderPaid {
  const orderId = newId();
  return {
    type: 'ordering.order-paid',
    sensitive: true,
    payload: {
      orderId,
      number: `TP-${orderId.slice(-6)}`,
      customerId: null,
      email,
      locale: 'en-US',
      currency: 'USD',
      placedAt: '2026-11-20T10:00:00.000Z',
      paidAt: '2026-11-20T10:01:00.000Z',
      paymentId: newId(),
      lines: [
        {
          variantId: newId(),
          productId: newId(),
          sku: 'MUG-1',
          name: 'Mug',
          variantName: 'Blue',
          quantity: 3,
          unitPrice: 1_500,
          lineTotal: 4_500,
        },
      ],
      totals: { subtotal: 4_500, discount: 0, shipping: 695, tax: 0, total: 5_195 },
      shippingAddress: {
        name: 'Ada',
        company: null,
        line1: '1 Road',
        line2: null,
        city: 'Sacramento',
        region: 'CA',
        postalCode: '94203',
        country: 'US',
        phone: null,
      },
      shippingMethod: 'Standard',
      pageToken: `${orderId}.mac`,
    },
  };
}
