/** The queues that operators see; the worker's jobs modules register the same ones. A test compares the two. */
export const queueNames = [
  'catalog',
  'cart',
  'ordering',
  'payment',
  'notifications',
  'mails',
  'exchange',
] as const;
