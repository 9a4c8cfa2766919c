/** Two tabs, or a client that lost the answer, may present one token twice within this time. */
export const graceSeconds = 10;

/** What is known about a refresh token that is presented, by the database's clock. */
export interface PresentedToken {
  /** Signed out, revoked, or beyond its absolute life. */
  readonly sessionHasEnded: boolean;
  /** Undefined if this is its first use. */
  readonly usedSecondsAgo: number | undefined;
  /** Undefined as long as the token has no successor. */
  readonly successorIsUsed: boolean | undefined;
}

/**
 * rotate: hand out the successor and void this one. repeat: hand out the same successor once more. reuse: somebody has a copy, end the
 * session. refuse: the session is over.
 */
export type RefreshVerdict = 'rotate' | 'repeat' | 'reuse' | 'refuse';

/**
 * A repeated token gets the successor that its first use got, never a second line of tokens: a thief who is quick enough
 * shares the owner's line, and the next step that one of them takes after the other gives the theft away (RFC 9700 4.14.2).
 */
export function judgeRefresh({
  sessionHasEnded,
  usedSecondsAgo,
  successorIsUsed,
}: PresentedToken): RefreshVerdict {
  if (sessionHasEnded) return 'refuse';
  if (usedSecondsAgo === undefined) return 'rotate';
  return usedSecondsAgo <= graceSeconds && successorIsUsed === false ? 'repeat' : 'reuse';
}
