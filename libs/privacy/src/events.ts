/** Privacy tells nobody anything: that somebody was erased is told by customers, in the transaction that did it. */
export type PrivacyEvent = never;
