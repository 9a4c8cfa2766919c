/** The delivery log, as far as it is kept about people. */
export abstract class MailRecords {
  /**
   * What this address was sent or was to be sent is deleted, except the good-bye, and a confirmation that is still owed: those go with
   * their time. So does what has yet to be sent since `erasedAt`: whoever has registered again by then is somebody new, and waits for a
   * link. Part of the caller's unit of work.
   */
  abstract forget(recipient: string, erasedAt: Date): Promise<void>;

  /** Deletes what was sent, or given up, so long ago. @returns how many mails, at most `limit` */
  abstract deleteOld(days: number, limit: number): Promise<number>;
}
