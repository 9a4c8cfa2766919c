// Without NotificationsModule: it brings templates and mail server along, which only the worker needs, by its own door.
export { DeleteOldMails } from './application/delete-old-mails.js';
export { MailLogModule } from './mail-log.module.js';
export { PersonalMails } from './queries/personal-mails.queries.js';
export { RequeueStrandedMails } from './application/requeue-stranded-mails.js';
