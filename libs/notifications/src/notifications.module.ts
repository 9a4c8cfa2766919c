import { Module } from '@nestjs/common';
import { MailerModule } from '@nestjs-modules/mailer';
import { Config } from '#platform/config/config.js';
import { DeleteOldMails } from './application/delete-old-mails.js';
import { ForgetRecipient } from './application/forget-recipient.js';
import { MailMetrics } from './application/mail-metrics.js';
import { MailRecords } from './application/mail-records.js';
import { MailTransport } from './application/mail-transport.js';
import { Mails } from './application/mails.js';
import { QueueAccountMail } from './application/queue-account-mail.js';
import { QueueAlreadyRegisteredMail } from './application/queue-already-registered-mail.js';
import { QueueMail } from './application/queue-mail.js';
import { QueueOrderConfirmation } from './application/queue-order-confirmation.js';
import { QueueVerificationMail } from './application/queue-verification-mail.js';
import { RequeueStrandedMails } from './application/requeue-stranded-mails.js';
import { SendMail } from './application/send-mail.js';
import { MailTemplates } from './infrastructure/mail-templates.js';
import { MysqlMailRecords } from './infrastructure/mysql-mail-records.js';
import { MysqlMails } from './infrastructure/mysql-mails.js';
import { NestMailTransport } from './infrastructure/nest-mail-transport.js';
import { PrometheusMailMetrics } from './infrastructure/prometheus-mail-metrics.js';
import { mailerOptions } from './infrastructure/smtp-options.js';

const useCases = [
  QueueVerificationMail,
  QueueAlreadyRegisteredMail,
  QueueAccountMail,
  QueueOrderConfirmation,
  SendMail,
  RequeueStrandedMails,
  DeleteOldMails,
  ForgetRecipient,
];

@Module({
  imports: [MailerModule.forRootAsync({ imports: [], inject: [Config], useFactory: mailerOptions })],
  providers: [
    ...useCases,
    QueueMail,
    MailTemplates,
    { provide: Mails, useClass: MysqlMails },
    { provide: MailRecords, useClass: MysqlMailRecords },
    { provide: MailTransport, useClass: NestMailTransport },
    { provide: MailMetrics, useClass: PrometheusMailMetrics },
  ],
  exports: useCases,
})
export class NotificationsModule {}
