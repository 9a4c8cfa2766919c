import { Module } from '@nestjs/common';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { NotificationsModule } from '../notifications.module.js';
import { MailsProcessor } from './mails.processor.js';
import { notificationsConsumers } from './notifications.consumers.js';
import { NotificationsProcessor } from './notifications.processor.js';

@Module({
  imports: [NotificationsModule, EventConsumersModule.forConsumers(notificationsConsumers)],
  providers: [NotificationsProcessor, MailsProcessor],
  exports: [NotificationsModule],
})
export class NotificationsJobsModule {}
