export { NotificationsModule } from './notifications.module.js';
export { DeleteOldMails } from './application/delete-old-mails.js';
export { MailLogModule } from './mail-log.module.js';
export { PersonalMails } from './queries/personal-mails.queries.js';
export { RequeueStrandedMails } from './application/requeue-stranded-mails.js';
