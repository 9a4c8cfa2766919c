/** How a question was answered. */
export type Outcome =
  /** From this process's memory. */
  | 'hit'
  /** From Redis. */
  | 'shared'
  /** Together with somebody who asked the same a moment before. */
  | 'joined'
  | 'miss'
  /** It was there, and something had changed. */
  | 'stale'
  /** The change feed could not be read within the last second. */
  | 'untrusted'
  | 'off';

export const outcomes: readonly Outcome[] = ['hit', 'shared', 'joined', 'miss', 'stale', 'untrusted', 'off'];
