/** A mail waits in the delivery log to be sent. Notifications itself listens to it. */
export interface MailQueued {
  type: 'notifications.mail-queued';
  payload: { mailId: string };
}
