import { createHash } from 'node:crypto';

/** Somebody who has an account at Google, as far as a shop gets to see it. */
export interface GoogleAccount {
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
}

export interface OfferedAccount extends GoogleAccount {
  /** For whoever tries the shop. */
  readonly note: string;
}

/** Who is offered on the page. Ada is the customer that `npm start` makes. */
export const offeredAccounts: readonly OfferedAccount[] = [
  {
    email: 'ada@example.test',
    name: 'Ada Lovelace',
    emailVerified: true,
    note: 'the shop knows this address: the two accounts are linked',
  },
  {
    email: 'nora.newcomer@example.test',
    name: 'Nora Newcomer',
    emailVerified: true,
    note: 'new to the shop: gets an account without a password',
  },
  {
    email: 'una.unsure@example.test',
    name: 'Una Unsure',
    emailVerified: false,
    note: 'Google has not verified this address: the shop refuses it',
  },
];

/** Google's own id of an account: 21 digits, always the same for an address. */
export function subjectOf(email: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(email.toLowerCase()).digest('hex')}`).toString();
  return `1${digits.slice(0, 20)}`;
}
