/** Something that readers can see has changed. */
export interface Change {
  /** What kind of thing, such as `product`; at most 16 characters. */
  topic: string;
  /** Its id. */
  subject: string;
}

/**
 * So much that nobody would look at it one by one. Thousands of numbers under way in one transaction would also look to followers like a
 * counter that was moved.
 */
export const everything: Change = { topic: 'everything', subject: '00000000-0000-0000-0000-000000000000' };

/** As it stands in the table. */
export interface NumberedChange extends Change {
  seq: number;
}

/** Who may do what. It stands in nothing that readers keep, and there is so much of it that answers made of the whole catalogue must outlive it. */
const aboutAccess: ReadonlySet<string> = new Set(['session', 'api-key', 'signing-key']);

/** Whether answers may be made of it that say so by no tag of its own. */
export function isForReaders({ topic }: Change): boolean {
  return !aboutAccess.has(topic);
}
