import { beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '#platform/database/errors.js';
import type { Consumptions } from '#platform/outbox/consumptions.js';
import type { MailId } from './mail.js';
import { MailMetrics } from './mail-metrics.js';
import { MailDelayed, MailRefused, MailTransport } from './mail-transport.js';
import { Mails, type Claim } from './mails.js';
import { SendMail } from './send-mail.js';

const job = { eventId: 'event', consumer: 'notifications.send-mail' };
const id = 'mail' as MailId;

describe('sending a mail', () => {
  let log: DeliveryLog;
  let server: MailServer;
  let events: Events;
  let metrics: Counts;
  let sendMail: SendMail;

  beforeEach(() => {
    log = new DeliveryLog();
    server = new MailServer();
    events = new Events();
    metrics = new Counts();
    sendMail = new SendMail(log, server, events as unknown as Consumptions, metrics);
  });

  it('records that it was sent together with the consumption of its event', async () => {
    await sendMail.execute(job);

    expect(server.accepted).toBe(1);
    expect(log.state).toBe('sent');
    expect(events.consumed).toBe(true);
    expect(metrics.counts).toEqual({ sent: 1, failed: 0 });
  });

  it('does not send again because the database was away just after the mail had left', async () => {
    events.outages = 2;

    await sendMail.execute(job);

    expect(server.accepted).toBe(1);
    expect(log.state).toBe('sent');
  });

  it('does nothing for an event that has been consumed', async () => {
    events.consumed = true;

    await sendMail.execute(job);

    expect(server.accepted).toBe(0);
  });

  it('does not send what is settled already, but closes its event', async () => {
    log.claimable = 'settled';

    await sendMail.execute(job);

    expect(server.accepted).toBe(0);
    expect(events.consumed).toBe(true);
  });

  it('comes back later for what another worker is sending', async () => {
    log.claimable = 'busy';

    await expect(sendMail.execute(job)).rejects.toThrow(MailDelayed);

    expect(server.accepted).toBe(0);
    expect(events.consumed).toBe(false);
  });

  it('claims the mail for longer than an attempt can take', async () => {
    await sendMail.execute(job);

    expect(log.claimedSeconds).toBeGreaterThan(server.patienceSeconds);
  });

  it('keeps the event open after "not now"', async () => {
    server.failure = new MailDelayed('451');

    await expect(sendMail.execute(job)).rejects.toThrow('451');

    expect(log.state).toBe('delayed: 451');
    expect(events.consumed).toBe(false);
    expect(metrics.counts).toEqual({ sent: 0, failed: 0 });
  });

  it('closes the event once "not now" has lasted too long', async () => {
    server.failure = new MailDelayed('451');
    log.tooOld = true;

    await sendMail.execute(job);

    expect(events.consumed).toBe(true);
    expect(metrics.counts).toEqual({ sent: 0, failed: 1 });
  });

  it('closes the event after "never"', async () => {
    server.failure = new MailRefused('550');

    await sendMail.execute(job);

    expect(log.state).toBe('refused: 550');
    expect(events.consumed).toBe(true);
    expect(metrics.counts).toEqual({ sent: 0, failed: 1 });
  });

  it('keeps the mail when the failure is one of our own, such as a broken template', async () => {
    server.failure = new TypeError('no such field');

    await expect(sendMail.execute(job)).rejects.toThrow('no such field');

    expect(log.state).toBe('delayed: no such field');
    expect(events.consumed).toBe(false);
  });
});

class DeliveryLog extends Mails {
  state = 'queued';
  claimable: Claim = {
    mail: {
      id,
      kind: 'already-registered',
      recipient: 'ada@example.com',
      messageId: '<1@shop>',
      content: { name: 'Ada' },
    },
  };
  claimedSeconds = 0;
  tooOld = false;

  add = (): Promise<MailId> => Promise.resolve(id);
  takeStranded = (): Promise<MailId[]> => Promise.resolve([]);

  claim(_id: MailId, seconds: number): Promise<Claim> {
    this.claimedSeconds = seconds;
    return Promise.resolve(this.claimable);
  }

  recordSent(): Promise<void> {
    this.state = 'sent';
    return Promise.resolve();
  }

  recordRefusal(_id: MailId, _kind: string, reason: string): Promise<void> {
    this.state = `refused: ${reason}`;
    return Promise.resolve();
  }

  recordDelay(_id: MailId, _kind: string, reason: string): Promise<'queued' | 'failed'> {
    this.state = `delayed: ${reason}`;
    return Promise.resolve(this.tooOld ? 'failed' : 'queued');
  }
}

class MailServer extends MailTransport {
  readonly patienceSeconds = 20;
  accepted = 0;
  failure: Error | undefined;

  send(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.accepted += 1;
    return Promise.resolve();
  }
}

class Counts extends MailMetrics {
  counts = { sent: 0, failed: 0 };

  sent(): void {
    this.counts.sent += 1;
  }

  failed(): void {
    this.counts.failed += 1;
  }
}

/** What the outbox promises: the work and the record of the consumption happen together or not at all. */
class Events {
  consumed = false;
  outages = 0;

  pending(): Promise<object | undefined> {
    return Promise.resolve(this.consumed ? undefined : { id: job.eventId, payload: { mailId: id } });
  }

  async complete(_job: unknown, _event: unknown, work: () => Promise<void>): Promise<void> {
    if (this.outages > 0) {
      this.outages -= 1;
      throw new DatabaseUnavailable('connection lost');
    }
    await work();
    this.consumed = true;
  }
}
