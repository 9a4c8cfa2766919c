import { Module } from '@nestjs/common';
import { PersonalMails } from './queries/personal-mails.queries.js';

/** What processes ask of the delivery log that send no mail themselves: without templates and mail server. */
@Module({ providers: [PersonalMails], exports: [PersonalMails] })
export class MailLogModule {}
