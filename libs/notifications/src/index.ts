export { NotificationsModule } from './notifications.module.js';
export { RequeueStrandedMails } from './application/requeue-stranded-mails.js';
