import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '#platform/observability/metrics.js';
import type { MailKind } from '../application/mail.js';
import { MailMetrics } from '../application/mail-metrics.js';

@Injectable()
export class PrometheusMailMetrics extends MailMetrics {
  private readonly mails: Counter<'kind' | 'outcome'>;

  constructor({ registry }: Metrics) {
    super();
    this.mails = new Counter({
      name: 'tradepost_mails_total',
      help: 'Mails that the mail server took or refused for good, by kind.',
      labelNames: ['kind', 'outcome'],
      registers: [registry],
    });
  }

  sent(kind: MailKind): void {
    this.mails.inc({ kind, outcome: 'sent' });
  }

  failed(kind: MailKind): void {
    this.mails.inc({ kind, outcome: 'failed' });
  }
}
