import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomerErased, VerificationRequested } from '#customers/events';
import { NotificationsJobsModule } from '#notifications/jobs';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { newId } from '#shared-kernel';
import { startMailbox, type Mailbox } from '../../../tools/mailbox/start-mailbox.js';
import { eventually } from '../../support/eventually.js';
import { startContext, type TestContext } from '../../support/platform.js';

const email = 'ada@example.test';
let mailbox: Mailbox;
let context: TestContext;

beforeAll(async () => {
  mailbox = await startMailbox();
  context = await startContext(
    { imports: [NotificationsJobsModule, OutboxRelayModule] },
    { SMTP_URL: mailbox.smtpUrl, OUTBOX_LEASE_SECONDS: '2' },
  );
});

afterAll(async () => {
  await context.close();
  await mailbox.close();
});

async function happened(event: CustomerErased | VerificationRequested): Promise<void> {
  await context.app.get(UnitOfWork).run(() => context.app.get(Outbox).append([event]));
  await eventually(async () => {
    const open = 'SELECT type FROM outbox WHERE next_attempt_at IS NOT NULL';
    expect(await context.database.query(open)).toEqual([]);
  });
}

/** As somebody's who registers again before the delivery log has heard that they were forgotten. */
async function waitsToBeSent(seconds: number): Promise<void> {
  await context.database.query(
    `INSERT INTO mails (id, kind, reference, recipient, subject, message_id, data, status, queued_at)
     VALUES (?, 'email-verification', ?, ?, 'Confirm', 'x', '{}', 'queued', UTC_TIMESTAMP(3) + INTERVAL ? SECOND)`,
    [idToBytes(newId()), newId(), email, seconds],
  );
}

describe('the delivery log of somebody who was forgotten', () => {
  it('keeps what has yet to be sent to whoever has come back since', async () => {
    await happened({
      type: 'customers.verification-requested',
      sensitive: true,
      payload: { customerId: newId(), email, name: 'Ada', token: 'secret' },
    });
    await waitsToBeSent(-60);
    await waitsToBeSent(60);
    await happened({
      type: 'customers.customer-erased',
      sensitive: true,
      payload: { customerId: newId(), email, name: 'Ada' },
    });
    const left =
      'SELECT kind, status, queued_at > UTC_TIMESTAMP(3) AS is_later FROM mails WHERE recipient = ?';
    expect(await context.database.query(left, [email])).toEqual([
      { kind: 'email-verification', status: 'queued', is_later: 1 },
    ]);
  });
});
